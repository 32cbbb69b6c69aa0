package io.pymap.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Substrings by i;unicode-casemap (RFC 5051). */
class NeedleTest {

    @ParameterizedTest
    @CsvSource({
        "'', anything",
        "b, ABC",
        "aab, xaaab",
        "\u00c9T\u00c9, l'\u00e9t\u00e9",
        "e\u0301t, \u00c9T\u00c9",
        "\u00e9, CAFE\u0301",
        "cafe, caf\u00e9",
        "fi, \ufb01n",
        "\ufb01, FIN",
        "\u03c3\u03c3, \u03a3\u03c2",
        "\uff21\uff22, ab",
        "\ud55c, \u1112\u1161\u11ab",
        "\ud83d\ude00, x\ud83d\ude00y"
    })
    void finds(String needle, String haystack) {
        assertThat(new Needle(needle).isIn(haystack)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"b, ac", "\u00e9, e", "\u00e8, \u00e9", "aab, abab", "x, ''", "\ud83d\ude01, \ud83d\ude00"})
    void findsNothingElse(String needle, String haystack) {
        assertThat(new Needle(needle).isIn(haystack)).isFalse();
    }

    /** Long texts are mapped in pieces, which must not show. */
    @Test
    void findsWhereverItStands() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        String[] letters = {"a", "\u00e9", "\u03c3", "\ud55c", "\ud83d\ude00", "\ufb01"};
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 3_000; i++) {
                text.append(letters[1 + random.nextInt(letters.length - 1)]);
            }
            int at = text.offsetByCodePoints(0, random.nextInt(2_900));
            String part = text.substring(at, text.offsetByCodePoints(at, 50));
            String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);

            assertThat(new Needle(part).isIn(text))
                    .as("seed %d, round %d", seed, round)
                    .isTrue();
            assertThat(new Needle(part).isIn(decomposed))
                    .as("decomposed, seed %d, round %d", seed, round)
                    .isTrue();
            assertThat(new Needle(part + "z").isIn(text)).isFalse();
        }
    }
}
