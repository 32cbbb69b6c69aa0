package io.pymap.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message with everything in it; its offsets were noted when it was put together, not by the parser. */
class NestedMessageTest {

    private static MimePart message() throws IOException {
        try (InputStream eml = NestedMessageTest.class.getResourceAsStream("nested.eml")) {
            return MimePart.parse(Objects.requireNonNull(eml).readAllBytes());
        }
    }

    /** The part with that number; after {@code TEXT} the message in it. */
    private static MimePart part(String number) throws IOException {
        List<Integer> path = Arrays.stream(number.replace(".TEXT", "").split("\\.", -1))
                .map(Integer::valueOf)
                .toList();
        MimePart part = message().part(path).orElseThrow();
        return number.endsWith(".TEXT") ? part.message().orElseThrow() : part;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 720, 783, 1512, 30",
        "1.1, 798, 901, 970, 5",
        "1.2, 987, 1060, 1495, 16",
        "1.2.1, 1071, 1139, 1215, 1",
        "1.2.2, 1228, 1396, 1480, 2",
        "2, 1529, 1669, 2176, 23",
        "2.TEXT, 1669, 1867, 2176, 15",
        "2.1, 1909, 1911, 1937, 1",
        "2.2, 1948, 2102, 2130, 0",
        "3, 2193, 2241, 2354, 14",
        "3.1, 2248, 2250, 2295, 4",
        "3.1.TEXT, 2250, 2287, 2295, 1",
        "3.2, 2304, 2306, 2354, 5",
        "3.2.TEXT, 2306, 2343, 2354, 2",
    })
    void liesAtTheOctets(String number, int start, int bodyStart, int end, long lines) throws IOException {
        MimePart part = part(number);

        assertThat(List.of(
                        part.octets().offset(),
                        part.bodyOctets().offset(),
                        part.octets().end()))
                .containsExactly(start, bodyStart, end);
        assertThat(part.headerOctets().end()).isEqualTo(bodyStart);
        assertThat(part.bodyLines()).isEqualTo(lines);
    }

    @Test
    void liesAtTheOctetsOfTheWholeMessage() throws IOException {
        MimePart message = message();

        assertThat(message.octets().length()).isEqualTo(2375);
        assertThat(message.bodyOctets().offset()).isEqualTo(668);
        assertThat(message.bodyLines()).isEqualTo(85);
        assertThat(message.children()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "1, multipart/alternative, 7BIT",
        "1.1, text/plain, quoted-printable",
        "1.2, multipart/related, 7BIT",
        "1.2.1, text/html, 7BIT",
        "1.2.2, image/png, base64",
        "2, message/rfc822, 7BIT",
        "2.TEXT, multipart/mixed, 7BIT",
        "2.1, text/plain, 7BIT",
        "2.2, application/pdf, base64",
        "3, multipart/digest, 7BIT",
        "3.1, message/rfc822, 7BIT",
        "3.1.TEXT, text/plain, 7BIT"
    })
    void isOfType(String number, String type, String encoding) throws IOException {
        MimePart part = part(number);

        assertThat(part.contentType().type() + "/" + part.contentType().subtype())
                .isEqualTo(type);
        assertThat(part.encoding()).isEqualTo(encoding);
    }

    @Test
    void decodesItsParts() throws IOException {
        assertThat(part("1.1").decodedText().orElseThrow()).contains("Gr\u00fc\u00dfe,\r\n--  \r\nAnna");
        assertThat(part("1.2.2").decodedBody().orElseThrow().length()).isEqualTo(60);
        assertThat(part("2.2").disposition().orElseThrow().parameter("filename"))
                .contains("Gr\u00fcsse.pdf");
        assertThat(part("1.2.1").languages()).containsExactly("de", "en");
    }

    @Test
    void hasEnvelopes() throws IOException {
        Envelope envelope = message().envelope();

        assertThat(envelope.subject()).contains("Minutes of the meeting, with =?ISO-8859-1?Q?Anh=E4ngen?=");
        assertThat(EncodedWords.decode(envelope.subject().orElseThrow()))
                .isEqualTo("Minutes of the meeting, with Anh\u00e4ngen");
        assertThat(envelope.sender().get(0).name()).contains("Office, Berlin");
        assertThat(envelope.replyTo()).isEqualTo(envelope.from());
        assertThat(envelope.to().stream()
                        .map(address -> address.mailbox().orElse("NIL")
                                + "@"
                                + address.host().orElse("NIL"))
                        .collect(Collectors.joining(" ")))
                .isEqualTo("bert@example.org Project@NIL carla@example.org dora@example.net NIL@NIL");
        assertThat(part("2.TEXT").envelope().subject()).contains("agenda");
    }
}
