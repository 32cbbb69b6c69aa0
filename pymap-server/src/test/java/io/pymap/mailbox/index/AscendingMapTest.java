package io.pymap.mailbox.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AscendingMapTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void doesWhatATreeMapDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AscendingMap<String> map = new AscendingMap<>();
        TreeMap<Long, String> expected = new TreeMap<>();
        long last = 0;
        for (int step = 0; step < 5000; step++) {
            // Phases that mostly add and phases that mostly remove, so that the arrays grow and are packed.
            boolean growing = step / 500 % 2 == 0;
            long some = random.nextLong(last + 3);
            switch (random.nextInt(growing ? 6 : 3)) {
                case 0 -> assertThat(map.remove(some)).isEqualTo(expected.remove(some));
                case 1 -> assertThat(map.get(some)).isEqualTo(expected.get(some));
                case 2 -> {
                    if (!expected.isEmpty() && random.nextBoolean()) {
                        assertThat(map.removeFirst())
                                .isEqualTo(expected.pollFirstEntry().getKey());
                    } else if (expected.containsKey(some)) {
                        map.replace(some, "r" + step);
                        expected.put(some, "r" + step);
                    }
                }
                default -> {
                    last += 1 + random.nextInt(3);
                    map.append(last, "v" + step);
                    expected.put(last, "v" + step);
                }
            }
            if (step % 50 == 0) {
                assertThat(after(map, some))
                        .as("seed %d, step %d", seed, step)
                        .containsExactlyElementsOf(expected.tailMap(some, false).values());
                assertThat(map.size()).isEqualTo(expected.size());
            }
        }
    }

    @Test
    void refusesAKeyThatDoesNotFollowEvenWhereTheLastOneIsGone() {
        AscendingMap<String> map = new AscendingMap<>();
        for (long key = 1; key <= 100; key++) {
            map.append(key, "x");
        }
        for (long key = 1; key <= 100; key++) {
            map.remove(key);
        }

        assertThatThrownBy(() -> map.append(100, "again")).isInstanceOf(IllegalStateException.class);
        map.append(101, "next");
        assertThat(after(map, 0)).containsExactly("next");
    }

    private static List<String> after(AscendingMap<String> map, long key) {
        List<String> values = new ArrayList<>();
        map.forEachAfter(key, values::add);
        return values;
    }
}
