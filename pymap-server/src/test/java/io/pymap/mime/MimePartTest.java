package io.pymap.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

// Line ends are what these tests are about, so they are written out.
@SuppressWarnings("StringConcatToTextBlock")
class MimePartTest {

    private static final String MIXED = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("no octets", "", "text/plain||"),
                Arguments.of("only an empty line", "\r\n", "text/plain||"),
                Arguments.of("text", "Subject: x\r\n\r\nbody\r\n", "text/plain|body\r\n|"),
                Arguments.of("bare LF", "Subject: x\n\nbody\n", "text/plain|body\n|"),
                Arguments.of("header without empty line", "Subject: x\r\nTo: y\r\n", "text/plain||"),
                Arguments.of("header without line end", "Subject: x", "text/plain||"),
                Arguments.of(
                        "body at the first line without a field", "Subject: x\r\nbody\r\n", "text/plain|body\r\n|"),
                Arguments.of("no header at all", "Hello there\r\n", "text/plain|Hello there\r\n|"),
                Arguments.of("continuation of nothing", " x\r\n\r\ny", "text/plain| x\r\n\r\ny|"),
                Arguments.of("NUL in a name", "Sub\0ject: x\r\n\r\ny", "text/plain|Sub\0ject: x\r\n\r\ny|"),
                Arguments.of("NUL in a value", "Subject: \0\r\n\r\n\0", "text/plain|\0|"),
                Arguments.of("bare CR in a value", "Subject: a\rb\r\n\r\ny", "text/plain|y|"),
                Arguments.of("a line of CR CR LF is not empty", "Subject: a\r\n\r\r\ny", "text/plain|\r\r\ny|"),
                Arguments.of("8-bit field", "Subject: \u00e4\r\n\r\n\u00e4", "text/plain|\u00e4|"),
                Arguments.of(
                        "parts",
                        MIXED + "--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n",
                        "multipart/mixed[text/plain|one|,text/plain|two|]"),
                Arguments.of(
                        "parts with bare LF",
                        (MIXED + "--b\n\none\n--b\n\ntwo\n\n--b--\n").replace("\r", ""),
                        "multipart/mixed[text/plain|one|,text/plain|two\n|]"),
                Arguments.of(
                        "preamble and epilogue",
                        MIXED + "pre\r\n--b\r\n\r\none\r\n--b--\r\nepi\r\n--b\r\n\r\nno",
                        "multipart/mixed[text/plain|one|]"),
                Arguments.of(
                        "white space after delimiters",
                        MIXED + "--b \t\r\n\r\none\r\n--b--  \r\n\r\nno",
                        "multipart/mixed[text/plain|one|]"),
                Arguments.of(
                        "longer lines are no delimiters",
                        MIXED + "--b\r\n\r\none\r\n--bc\r\n--b-\r\n-b\r\n --b\r\n--b--",
                        "multipart/mixed[text/plain|one\r\n--bc\r\n--b-\r\n-b\r\n --b|]"),
                Arguments.of(
                        "no closing delimiter",
                        MIXED + "--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n",
                        "multipart/mixed[text/plain|one|,text/plain|two\r\n|]"),
                Arguments.of(
                        "delimiter at the very end",
                        MIXED + "--b\r\n\r\none\r\n--b",
                        "multipart/mixed[text/plain|one|,text/plain||]"),
                Arguments.of(
                        "parts without header, body or empty line",
                        MIXED + "--b\r\n--b\r\nX: y\r\n--b\r\n\r\n--b\r\n\r\n\r\n--b--",
                        "multipart/mixed[text/plain||,text/plain||,text/plain||,text/plain||]"),
                Arguments.of(
                        "part body without a header",
                        MIXED + "--b\r\nplain words\r\n--b--",
                        "multipart/mixed[text/plain|plain words|]"),
                Arguments.of(
                        "boundary with a colon in place of a header",
                        "Content-Type: multipart/mixed; boundary=\"b:c\"\r\n\r\n--b:c\r\n--b:c\r\n--b:c--",
                        "multipart/mixed[text/plain||,text/plain||]"),
                Arguments.of(
                        "boundary in quotes, with spaces at its end",
                        "Content-Type: multipart/mixed; boundary=\"b c  \"\r\n\r\n--b c\r\n\r\none\r\n--b c--",
                        "multipart/mixed[text/plain|one|]"),
                Arguments.of(
                        "boundary in pieces",
                        "Content-Type: multipart/mixed; boundary*0=b; boundary*1=c\r\n\r\n--bc\r\n\r\none\r\n--bc--",
                        "multipart/mixed[text/plain|one|]"),
                Arguments.of(
                        "folded content type",
                        "Content-Type:\r\n multipart/mixed;\r\n\tboundary=b\r\n\r\n--b\r\n\r\none\r\n--b--",
                        "multipart/mixed[text/plain|one|]"),
                Arguments.of("multipart without parts", MIXED + "nothing here", "multipart/mixed[text/plain||]"),
                Arguments.of("multipart that only ends", MIXED + "--b--\r\n", "multipart/mixed[text/plain||]"),
                Arguments.of(
                        "multipart without boundary",
                        "Content-Type: multipart/mixed\r\n\r\n--b\r\n",
                        "application/octet-stream|--b\r\n|"),
                Arguments.of(
                        "multipart with empty boundary",
                        "Content-Type: multipart/mixed; boundary=\" \"\r\n\r\n--\r\n",
                        "application/octet-stream|--\r\n|"),
                Arguments.of(
                        "nested",
                        MIXED + "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n"
                                + "--c\r\n\r\none\r\n--c--\r\n\r\n--b\r\n\r\ntwo\r\n--b--",
                        "multipart/mixed[multipart/alternative[text/plain|one|],text/plain|two|]"),
                Arguments.of(
                        "nested without its closing delimiter",
                        MIXED + "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n"
                                + "--c\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--",
                        "multipart/mixed[multipart/alternative[text/plain|one|],text/plain|two|]"),
                Arguments.of(
                        "nested boundary is a prefix of the outer",
                        "Content-Type: multipart/mixed; boundary=bc\r\n\r\n"
                                + "--bc\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
                                + "--b\r\n\r\none\r\n--b--\r\n--bc\r\n\r\ntwo\r\n--bc--",
                        "multipart/mixed[multipart/alternative[text/plain|one|],text/plain|two|]"),
                Arguments.of(
                        "outer boundary is a prefix of the nested",
                        MIXED + "--b\r\nContent-Type: multipart/alternative; boundary=b--\r\n\r\n"
                                + "--b--\r\n\r\none\r\n--b----\r\n--b\r\n\r\ntwo\r\n--b--",
                        "multipart/mixed[multipart/alternative[text/plain|one|],text/plain|two|]"),
                Arguments.of(
                        "the same boundary twice: the inner one counts",
                        MIXED + "--b\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
                                + "--b\r\n\r\none\r\n--b--\r\n--b\r\n\r\ntwo\r\n--b--",
                        "multipart/mixed[multipart/alternative[text/plain|one|],text/plain|two|]"),
                Arguments.of(
                        "message",
                        "Content-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\nbody",
                        "message/rfc822(text/plain|body|)"),
                Arguments.of(
                        "message with parts",
                        MIXED + "--b\r\nContent-Type: message/rfc822\r\n\r\n"
                                + "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--",
                        "multipart/mixed[message/rfc822(multipart/mixed[text/plain|one|]),text/plain|two|]"),
                Arguments.of(
                        "message in a message",
                        "Content-Type: message/rfc822\r\n\r\nContent-Type: message/global\r\n\r\n\r\nx",
                        "message/rfc822(message/global(text/plain|x|))"),
                Arguments.of(
                        "message cut off in its header",
                        MIXED + "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n--b--",
                        "multipart/mixed[message/rfc822(text/plain||)]"),
                Arguments.of(
                        "message in base64",
                        "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: BASE64\r\n\r\nAAAA",
                        "application/octet-stream|AAAA|"),
                Arguments.of(
                        "digest",
                        "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nSubject: in\r\n\r\none\r\n"
                                + "--b\r\nContent-Type: text/html\r\n\r\ntwo\r\n--b--",
                        "multipart/digest[message/rfc822(text/plain|one|),text/html|two|]"),
                Arguments.of("broken type", "Content-Type: text\r\n\r\nx", "text/plain|x|"),
                Arguments.of("empty type", "Content-Type:\r\n\r\nx", "text/plain|x|"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void findsTheParts(String what, String message, String outline) {
        assertThat(Outline.of(message)).isEqualTo(outline);
    }

    @Test
    void findsEverythingInsideARangeOfALargerArray() {
        String message = MIXED + "--b\r\n\r\none\r\n--b--\r\n";
        byte[] octets = ("--b\r\n" + message + "\r\n--b\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);

        MimePart part = MimePart.parse(octets, 5, message.length());

        assertThat(part.octets().toString()).isEqualTo(message);
        assertThat(Outline.of(part)).isEqualTo("multipart/mixed[text/plain|one|]");
    }

    @Test
    void endsNoPartBeforeTheHeaderInsideIt() {
        MimePart part = Outline.parse(
                MIXED + "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nX: y\r\n--b\r\n--b--");

        MimePart outer = part.children().get(0);
        MimePart inner = outer.children().get(0);

        assertThat(inner.headerOctets().toString()).isEqualTo("X: y\r\n");
        assertThat(outer.bodyOctets().toString()).isEqualTo("--c\r\nX: y\r\n");
        assertThat(outer.bodyLines()).isEqualTo(2);
    }

    @Test
    void givesTheEmptyLineToTheHeader() {
        MimePart part = Outline.parse("Subject: x\r\n y\r\n\r\n\r\nbody");

        assertThat(part.headerOctets().toString()).isEqualTo("Subject: x\r\n y\r\n\r\n");
        assertThat(part.bodyOctets().toString()).isEqualTo("\r\nbody");
        assertThat(part.octets().toString()).isEqualTo("Subject: x\r\n y\r\n\r\n\r\nbody");
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "x, 0", "'x\n', 1", "'x\r\n', 1", "'x\r\ny', 1", "'\r\n\r\n', 2", "'x\ry\r\n', 1"})
    void countsTheLineEndsOfTheBody(String body, long lines) {
        MimePart alone = Outline.parse("Subject: x\r\n\r\n" + body);
        MimePart inside = Outline.parse(MIXED + "--b\r\nX: y\r\n\r\n" + body + "\r\n--b--");

        assertThat(alone.bodyLines()).isEqualTo(lines);
        assertThat(inside.children().get(0).bodyOctets().toString()).isEqualTo(body);
        assertThat(inside.children().get(0).bodyLines()).isEqualTo(lines);
        assertThat(inside.bodyLines()).isEqualTo(4 + lines);
    }

    @Test
    void countsTheLinesOfAMessageWithItsHeader() {
        MimePart part =
                Outline.parse(MIXED + "--b\r\nContent-Type: message/rfc822\r\n\r\nA: b\r\n\r\nx\r\ny\r\n\r\n--b--");

        MimePart message = part.children().get(0);

        assertThat(message.bodyLines()).isEqualTo(4);
        assertThat(message.message().orElseThrow().bodyLines()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'', root",
        "1, one",
        "2, forwarded",
        "2.1, two",
        "2.2, deeper",
        "2.2.1, deepest",
        "2.2.1.1, -",
        "3, three",
        "3.1, three-body",
        "3.1.1, -",
        "1.1, -",
        "0, -",
        "4, -",
        "2.3, -",
        "-1, -"
    })
    void findsPartsByTheirNumber(String number, String description) {
        MimePart message = Outline.parse("Content-Description: root\r\n" + MIXED
                + "--b\r\nContent-Description: one\r\n\r\nx\r\n"
                + "--b\r\nContent-Description: forwarded\r\nContent-Type: message/rfc822\r\n\r\n"
                + "Content-Type: multipart/mixed; boundary=c\r\n\r\n"
                + "--c\r\nContent-Description: two\r\n\r\nx\r\n"
                + "--c\r\nContent-Description: deeper\r\nContent-Type: multipart/mixed; boundary=d\r\n\r\n"
                + "--d\r\nContent-Description: deepest\r\n\r\nx\r\n--d--\r\n--c--\r\n"
                + "--b\r\nContent-Description: three\r\nContent-Type: message/rfc822\r\n\r\n"
                + "Content-Description: three-body\r\n\r\nx\r\n--b--\r\n");
        List<Integer> path = number.isEmpty()
                ? List.of()
                : Arrays.stream(number.split("\\.", -1)).map(Integer::valueOf).toList();

        assertThat(message.part(path).flatMap(MimePart::description).orElse("-"))
                .isEqualTo(description);
    }

    @Test
    void findsTheBodyOfASimpleMessageAsPartOne() {
        MimePart text = Outline.parse("Subject: x\r\n\r\nbody");
        MimePart forward = Outline.parse("Content-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\nbody");

        assertThat(text.part(List.of(1)).orElseThrow().bodyOctets().toString()).isEqualTo("body");
        assertThat(text.part(List.of(1, 1))).isEmpty();
        assertThat(text.part(List.of(2))).isEmpty();
        assertThat(forward.part(List.of(1)).orElseThrow().bodyOctets().toString())
                .isEqualTo("Subject: in\r\n\r\nbody");
        assertThat(forward.part(List.of(1, 1)).orElseThrow().bodyOctets().toString())
                .isEqualTo("body");
        assertThat(forward.part(List.of(1, 1, 1))).isEmpty();
    }

    @Test
    void givesTheFieldsOfBodyStructure() {
        MimePart part = Outline.parse("Content-Transfer-Encoding: (soft) Base64 (really)\r\nContent-ID: <a@b>\r\n"
                + "Content-Description: =?utf-8?Q?x?=\r\n folded\r\nContent-Language: de (German), en\r\n"
                + "Content-Location: http://example.com/\r\nContent-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==\r\n"
                + "Content-Disposition: ATTACHMENT; FileName=\"a;b\\\"c\"; size=3\r\n\r\n");

        assertThat(part.encoding()).isEqualTo("Base64");
        assertThat(part.contentId()).contains("<a@b>");
        assertThat(part.description()).contains("=?utf-8?Q?x?= folded");
        assertThat(part.languages()).containsExactly("de", "en");
        assertThat(part.location()).contains("http://example.com/");
        assertThat(part.md5()).contains("Q2hlY2sgSW50ZWdyaXR5IQ==");
        assertThat(part.disposition())
                .contains(new ContentDisposition(
                        "attachment", List.of(new Parameter("filename", "a;b\"c"), new Parameter("size", "3"))));
    }

    @Test
    void leavesAbsentAndEmptyFieldsOut() {
        MimePart part =
                Outline.parse("Content-ID:\r\nContent-Transfer-Encoding: ()\r\nContent-Disposition: ;x=y\r\n\r\n");

        assertThat(part.encoding()).isEqualTo("7BIT");
        assertThat(part.contentId()).isEmpty();
        assertThat(part.description()).isEmpty();
        assertThat(part.languages()).isEmpty();
        assertThat(part.location()).isEmpty();
        assertThat(part.md5()).isEmpty();
        assertThat(part.disposition()).isEmpty();
    }

    @Test
    void servesThePartBeyondTheDepthAsOctets() {
        String message = MIXED + "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\none\r\n--c--\r\n"
                + "--b\r\n\r\ntwo\r\n--b--";

        assertThat(Outline.of(limited(message, 3, 10)))
                .isEqualTo("multipart/mixed[multipart/mixed[text/plain|one|],text/plain|two|]");
        assertThat(Outline.of(limited(message, 2, 10)))
                .isEqualTo("multipart/mixed[application/octet-stream|--c\r\n\r\none\r\n--c--|,text/plain|two|]");
        assertThat(limited(message, 1, 10).contentType()).isEqualTo(ContentType.OPAQUE);
    }

    @Test
    void servesAMessageBeyondTheDepthAsOctets() {
        String message = "Content-Type: message/rfc822\r\n\r\nContent-Type: message/rfc822\r\n\r\nA: b\r\n\r\nx";

        assertThat(Outline.of(limited(message, 2, 10)))
                .isEqualTo("message/rfc822(application/octet-stream|A: b\r\n\r\nx|)");
    }

    @Test
    void servesTheRestBeyondTheNumberOfPartsAsOnePart() {
        String message = MIXED + "--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b\r\nA: b\r\n\r\nthree\r\n--b--\r\nx";

        assertThat(Outline.of(limited(message, 10, 4)))
                .isEqualTo("multipart/mixed[text/plain|one|,text/plain|two|,text/plain|three|]");
        assertThat(Outline.of(limited(message, 10, 2)))
                .isEqualTo("multipart/mixed[text/plain|one|,"
                        + "application/octet-stream|two\r\n--b\r\nA: b\r\n\r\nthree\r\n--b--\r\nx|]");
    }

    private static MimePart limited(String message, int depth, int parts) {
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        return MimePart.parse(octets, 0, octets.length, new MimeLimits(depth, parts));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain; charset=utf-8 | 7bit | \u00c3\u00a4 | \u00e4",
                "text/plain; charset=utf-8 | quoted-printable | =C3=A4 | \u00e4",
                "text/plain; charset=ISO-8859-1 | base64 | 5A== | \u00e4",
                "text/plain; charset=no-such | 8bit | \u00e4 | \u00e4",
                "text/plain; charset=\"?\" | 8bit | \u00e4 | \u00e4",
                "text/plain | 8bit | \u00c3\u00a4 | \u00e4",
                "text/plain | 8bit | \u00e4 | \u00e4",
                "text/plain; charset=us-ascii | 8bit | \u00e4 | \u00e4",
                "text/html | x-unknown | =C3 | =C3"
            })
    void decodesTextForSearch(String type, String encoding, String body, String text) {
        MimePart part = Outline.parse(
                "Content-Type: " + type + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + body);

        assertThat(part.decodedText()).contains(text);
    }

    @Test
    void hasNoTextInOtherParts() {
        assertThat(Outline.parse("Content-Type: image/png\r\n\r\nx").decodedText())
                .isEmpty();
        assertThat(Outline.parse(MIXED + "--b--").decodedText()).isEmpty();
    }
}
