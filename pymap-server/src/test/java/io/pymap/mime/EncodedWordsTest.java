package io.pymap.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ''",
                "plain text | plain text",
                // RFC 2047 8
                "(=?ISO-8859-1?Q?a?=) | (a)",
                "=?ISO-8859-1?Q?a?= b | a b",
                "=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?= | ab",
                "=?ISO-8859-1?Q?a?=    =?ISO-8859-1?Q?b?= | ab",
                "=?ISO-8859-1?Q?a_b?= | a b",
                "=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?= | a b",
                "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?= "
                        + "| If you can read this you understand the example.",
                "=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu> | Keith Moore <moore@cs.utk.edu>",
                // RFC 2231 5
                "=?US-ASCII*EN?Q?Keith_Moore?= | Keith Moore",
                // a character split between words
                "=?utf-8?Q?=C3?= =?UTF-8?B?pA==?= | \u00e4",
                "x =?utf-8?q?=e4=b8=ad?= y | x \u4e2d y",
                "=?utf-8?Q?with spaces?= | with spaces",
                "=?utf-8?Q?broken =C?= | broken =C",
                "=?no-such?Q?a?= =?utf-8?Q?b?= | =?no-such?Q?a?= b",
                "=?utf-8?X?a?= | =?utf-8?X?a?=",
                "=?utf-8?Q?never ends | =?utf-8?Q?never ends",
                "=?utf-8?Q?a? b | =?utf-8?Q?a? b",
                "=?=?utf-8?Q?a?= | =?a",
                "=? | =?",
                "=?? | =??",
                "=?utf-8?Q??= | ''",
                "a\u00c3\u00a4 =?utf-8?Q?b?= | a\u00e4 b",
                "\u00e4 =?utf-8?Q?b?= | \u00e4 b"
            })
    void decodes(String octets, String text) {
        assertThat(EncodedWords.decode(octets)).isEqualTo(text);
    }

    @Test
    void decodesEveryCharsetThereIs() {
        for (String charset : Charset.availableCharsets().keySet()) {
            assertThat(EncodedWords.decode("=?" + charset + "?Q?=E4a=00=1B$?= x"))
                    .as(charset)
                    .doesNotContain("=?")
                    .endsWith(" x");
        }
    }
}
