package io.pymap.summary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnicodeCasemapTest {

    @ParameterizedTest
    @CsvSource({"hello, HELLO", "Ärger, ÄRGER", "ärger, Ärger", "Ⅷ, ⅷ", "éa, ÉA", "σς, ΣΣ", "ǆ, Ǆ"})
    void countsTextsAsEqualWhateverTheirCase(String one, String other) {
        assertThat(UnicodeCasemap.key(one)).isEqualTo(UnicodeCasemap.key(other));
    }

    @Test
    void ordersBaseLettersNextToTheirAccents() {
        assertThat(UnicodeCasemap.ORDER.compare(UnicodeCasemap.key("ärger"), UnicodeCasemap.key("b")))
                .isNegative();
        assertThat(UnicodeCasemap.ORDER.compare(UnicodeCasemap.key("a"), UnicodeCasemap.key("ä")))
                .isNegative();
        assertThat(UnicodeCasemap.ORDER.compare("", "A")).isNegative();
    }

    @Test
    void ordersAsUtf8Does() {
        assertThat(UnicodeCasemap.ORDER.compare("\uFFFD", "\uD83D\uDE00")).isNegative();
        assertThat(UnicodeCasemap.ORDER.compare("\uD83D\uDE00", "\uD83D\uDE01")).isNegative();
    }
}
