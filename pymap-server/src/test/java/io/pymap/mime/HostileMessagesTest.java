package io.pymap.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages made to cost time, memory or stack. The time allowed is far more than linear work needs. */
class HostileMessagesTest {

    private static final Duration AMPLE = Duration.ofSeconds(10);

    private static <T> T read(String message, Function<MimePart, T> question) {
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        return assertTimeoutPreemptively(AMPLE, () -> question.apply(MimePart.parse(octets)));
    }

    private static int depth(MimePart message) {
        int depth = 1;
        MimePart part = message;
        while (part.isMultipart() || part.isMessage()) {
            part = part.isMultipart() ? part.children().get(0) : part.message().orElseThrow();
            depth++;
        }
        assertThat(part.contentType()).isEqualTo(ContentType.OPAQUE);
        return depth;
    }

    private static String nestedMultiparts(int levels) {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < levels; i++) {
            message.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b");
            message.append(i).append("\r\n");
        }
        return message.toString();
    }

    @Test
    void stopsAtAHundredLevelsOfMultiparts() {
        assertThat(read(nestedMultiparts(2_000), HostileMessagesTest::depth)).isEqualTo(100);
        assertThat(read(nestedMultiparts(200_000), HostileMessagesTest::depth)).isEqualTo(100);
    }

    @Test
    void stopsAtAHundredLevelsOfMessages() {
        assertThat(read("Content-Type: message/rfc822\r\n\r\n".repeat(200_000), HostileMessagesTest::depth))
                .isEqualTo(100);
    }

    @Test
    void stopsAtTenThousandParts() {
        String message = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\n".repeat(100_000) + "--b--";

        List<MimePart> children = read(message, MimePart::children);

        // The message is a part itself, and one more part holds the rest.
        assertThat(children).hasSize(10_000);
        MimePart rest = children.get(9_999);
        assertThat(rest.contentType()).isEqualTo(ContentType.OPAQUE);
        assertThat(rest.octets().end()).isEqualTo(message.length());
        assertThat(rest.bodyLines()).isEqualTo(2 * 90_000);
    }

    @Test
    void comparesManyLinesWithManyBoundaries() {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < 99; i++) {
            String boundary = "x".repeat(60) + (100 + i);
            message.append("Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n");
        }
        message.append("\r\n").append(("--" + "x".repeat(60) + "099\r\n").repeat(100_000));
        message.append("--\r\n".repeat(1_000_000));

        assertThat(read(message.toString(), MimePart::bodyLines)).isEqualTo(1_100_000 + 3 * 98 + 2);
    }

    @Test
    void readsHalfAMillionToFields() {
        String header = "To: a@b\r\n".repeat(500_000);

        assertThat(read(header, part -> part.envelope().to()).size()).isEqualTo(500_000);
        assertThat(read(header, part -> part.header().fields()).size()).isEqualTo(500_000);
    }

    @Test
    void readsAHundredThousandAddressesInOneField() {
        String header = "To: a@b" + ",\r\n \"A B\" (c) <a@b>".repeat(100_000) + "\r\n";

        assertThat(read(header, part -> part.envelope().to()).size()).isEqualTo(100_001);
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                Arguments.of("Content-Type: text/plain", "; a*0*=b"),
                Arguments.of("Content-Type: multipart/mixed", "; boundary*=x"),
                Arguments.of("Content-Disposition: attachment", ";;a=\"b"),
                Arguments.of("Content-Language: ", "de(,"),
                Arguments.of("Content-Transfer-Encoding: ", "(\\"),
                Arguments.of("To: ", "("),
                Arguments.of("To: ", "(\\"),
                Arguments.of("To: ", "<@"),
                Arguments.of("To: ", "<@a,"),
                Arguments.of("To: ", "a:;"),
                Arguments.of("To: ", "\""),
                Arguments.of("To: a@", "["),
                Arguments.of("To: ", " ."),
                Arguments.of("Date: ", "(1 "),
                Arguments.of("Date: ", ":"),
                Arguments.of("Date: ", "1"),
                Arguments.of("Subject: ", "=?"),
                Arguments.of("Subject: ", "=?utf-8?Q?"),
                Arguments.of("Subject: ", " =?utf-8?Q?=C3?="),
                Arguments.of("Subject: ", "=?x-none?Q?a?="),
                Arguments.of("Subject: ", "\0"),
                Arguments.of("Subject: ", "\r\n "));
    }

    @ParameterizedTest(name = "{0}{1}...")
    @MethodSource("fields")
    void readsAMillionTimesTheSame(String start, String repeated) {
        String message = start + repeated.repeat(1_000_000) + "\r\n\r\n--x\r\n";

        assertThat(read(message, HostileMessagesTest::askEverything)).isPositive();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void decodesAMillionTimesTheSame(String encoding, String repeated) {
        String message = "Content-Transfer-Encoding: " + encoding + "\r\n\r\n" + repeated.repeat(1_000_000);

        int length = read(message, part -> part.decodedText().orElseThrow().length());

        assertThat(length).isLessThanOrEqualTo(message.length());
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("quoted-printable", "= "),
                Arguments.of("quoted-printable", " "),
                Arguments.of("quoted-printable", " \r"),
                Arguments.of("quoted-printable", "=\r"),
                Arguments.of("base64", "="),
                Arguments.of("base64", "A="),
                Arguments.of("base64", "\r\n"));
    }

    /** Asks a message everything FETCH and SEARCH would; the sum keeps the answers from being dropped. */
    private static long askEverything(MimePart part) {
        Envelope envelope = part.envelope();
        return 1
                + PartChecks.check(part)
                + envelope.to().size()
                + envelope.date().flatMap(MessageDate::parse).stream().count()
                + envelope.subject().map(EncodedWords::decode).orElse("").length()
                + part.contentType().parameters().size()
                + part.disposition().map(found -> found.parameters().size()).orElse(0)
                + part.languages().size()
                + part.encoding().length();
    }
}
