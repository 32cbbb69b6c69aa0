package io.pymap.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferDecoderTest {

    private static String decoded(String encoding, String encoded) {
        Octets octets = Octets.of(encoded.getBytes(StandardCharsets.ISO_8859_1));
        return TransferDecoder.decode(encoding, octets).orElseThrow().toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ''",
                "YWJj | abc",
                "YWI= | ab",
                "YQ== | a",
                "YWI | ab",
                "YQ | a",
                "Y | ''",
                "YWJjY | abc",
                "'YW\r\nJj\r\n' | abc",
                "Y*W!J\u00e4j | abc",
                "YQ==Yg== | ab",
                "=YWJj | abc",
                "YWJj=== | abc",
                "Y=WJj | X\u0098"
            })
    void decodesBase64(String encoded, String expected) {
        assertThat(decoded("base64", encoded)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ''",
                "abc | abc",
                "a=3Db=3d | a=b=",
                "'a=\r\nb' | ab",
                "'a=\nb' | ab",
                "'a= \t\r\nb' | ab",
                "'a=' | a",
                "'a= ' | a",
                "'a \t\r\nb' | 'a\r\nb'",
                "'a \nb' | 'a\nb'",
                "'a  ' | a",
                "'a b' | 'a b'",
                "'=20\r\n' | ' \r\n'",
                "a=G1 | a=G1",
                "a=4 | a=4",
                "a== | a=",
                "'a= b' | 'a= b'",
                "'a\rb' | 'a\rb'",
                "\u00e4=E4 | \u00e4\u00e4"
            })
    void decodesQuotedPrintable(String encoded, String expected) {
        assertThat(decoded("quoted-printable", encoded)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7bit", "8BIT", "Binary"})
    void givesPlainEncodingsWithoutACopy(String encoding) {
        Octets octets = new Octets(new byte[] {0, -1, '=', '\r'}, 1, 2);

        assertThat(TransferDecoder.decode(encoding, octets).orElseThrow()).isSameAs(octets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-uuencode", "", "base 64"})
    void doesNotKnowOtherEncodings(String encoding) {
        assertThat(TransferDecoder.decode(encoding, Octets.of(new byte[3]))).isEmpty();
    }

    @Test
    void decodesWhatTheStandardEncoderEncodes() {
        long seed = 7;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] octets = new byte[random.nextInt(300)];
            random.nextBytes(octets);
            Octets encoded = Octets.of(Base64.getMimeEncoder().encode(octets));

            assertThat(TransferDecoder.decode("BASE64", encoded).orElseThrow().toByteArray())
                    .as("seed %s round %s", seed, round)
                    .isEqualTo(octets);
        }
    }
}
