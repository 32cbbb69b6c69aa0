package io.pymap.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModifiedUtf7Test {

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "INBOX, INBOX",
        "a&b, a&-b",
        "&, &-",
        "caf\u00e9, caf&AOk-",
        "~peter/mail/\u53f0\u5317/\u65e5\u672c\u8a9e, '~peter/mail/&U,BTFw-/&ZeVnLIqe-'", // RFC 3501 5.1.3
        "\u263a!, &Jjo-!",
        "\ud83d\ude00, &2D3eAA-",
        "\u00e9&\u00e9, &AOk-&-&AOk-",
        "a\tb, a&AAk-b",
        "\u007f, &AH8-",
    })
    void goesBothWays(String name, String encoded) {
        assertThat(ModifiedUtf7.encode(name)).isEqualTo(encoded);
        assertThat(ModifiedUtf7.decode(encoded)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&",
                "&abc",
                "a&",
                "&AOk", // not ended
                "&AGE-",
                "&AGEA6Q-", // printable ASCII in a shift
                "&AOk-&AOk-",
                "&U,BTFw-&ZeVnLIqe-", // two shifts where one does
                "&AOl-",
                "&AOk=-",
                "&AOkA-",
                "&A-",
                "&AO-", // stray bits, padding, half a character
                "&U/BTFw-",
                "&!!!-",
                "&AOk -", // not the alphabet
                "&2D0-",
                "&3gA-",
                "&3gDYPQ-", // lone surrogates, and two in the wrong order
                "caf\u00e9",
                "a\tb",
                "a\0",
                "\u0100" // raw
            })
    void refusesWhatIsNotTheOneForm(String encoded) {
        assertThatThrownBy(() -> ModifiedUtf7.decode(encoded)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsBackWhatItWrites() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                int c = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x120);
                name.appendCodePoint(c >= 0xD800 && c < 0xE000 ? '&' : c);
            }
            String encoded = ModifiedUtf7.encode(name.toString());
            assertThat(encoded).matches("[ -~]*");
            assertThat(ModifiedUtf7.decode(encoded)).as("round %d", round).isEqualTo(name.toString());
        }
    }

    @Test
    void hasOneFormForEachName() {
        SplittableRandom random = new SplittableRandom(8);
        String alphabet = "&-,/AOk+zZ09 =a";
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(10); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String name;
            try {
                name = ModifiedUtf7.decode(text.toString());
            } catch (IllegalArgumentException e) {
                continue;
            }
            assertThat(ModifiedUtf7.encode(name)).isEqualTo(text.toString());
        }
    }
}
