package io.pymap.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.saslprep.SASLprep;
import org.junit.jupiter.api.Test;

class PreparedTextTest {

    @Test
    void isWhatTheLibraryMakesOfEachCharacter() {
        for (char c = 0; c < 0x250; c++) {
            String text = "a" + c + "b";

            assertThat(PreparedText.of(text).orElse("refused"))
                    .as("U+%04X", (int) c)
                    .isEqualTo(ofLibrary(text));
        }
    }

    @Test
    void leavesSpacesAndRefusesNothing() {
        assertThat(PreparedText.of(" ")).contains(" ");
        assertThat(PreparedText.of("")).isEmpty();
    }

    private static String ofLibrary(String text) {
        try {
            return new SASLprep().prepareQuery(text);
        } catch (IllegalArgumentException refused) {
            return "refused";
        }
    }
}
