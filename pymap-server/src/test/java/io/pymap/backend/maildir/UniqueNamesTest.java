package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UniqueNamesTest {

    private static final InstantSource STOPPED = InstantSource.fixed(Instant.parse("2024-02-03T04:05:06.007089Z"));

    @Test
    void tellsTimeProcessAndHost() {
        String name = new UniqueNames(STOPPED, "mail.example").next();

        assertThat(name).matches("1706933106\\.M7089P" + ProcessHandle.current().pid() + "Q[0-9]+\\.mail\\.example");
        assertThat(UniqueNames.sized(name, 22, 25)).isEqualTo(name + ",S=22,W=25");
    }

    @Test
    void writesHostsSoThatTheyCannotBeMistakenForAnythingElse() {
        assertThat(new UniqueNames(STOPPED, "a/b:c").next()).endsWith(".a\\057b\\072c");
    }

    @Test
    void neverRepeatsANameAlsoInTwoBackendsWhoseClocksStandStill() {
        UniqueNames one = new UniqueNames(STOPPED, "host");
        UniqueNames two = new UniqueNames(STOPPED, "host");
        Set<String> names = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 10_000).parallel().forEach(i -> names.add((i % 2 == 0 ? one : two).next()));

        assertThat(names).hasSize(10_000);
    }
}
