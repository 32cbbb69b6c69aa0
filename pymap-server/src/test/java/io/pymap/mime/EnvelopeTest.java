package io.pymap.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {

    /** Name, route, mailbox and host as ENVELOPE would show them. */
    private static String shown(List<Address> addresses) {
        return addresses.stream()
                .map(a -> String.join(
                        " ",
                        a.name().orElse("NIL"),
                        a.route().orElse("NIL"),
                        a.mailbox().orElse("NIL"),
                        a.host().orElse("NIL")))
                .collect(Collectors.joining(", "));
    }

    private static Envelope envelope(String header) {
        return Outline.parse(header + "\r\n\r\n").envelope();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a@b | NIL NIL a b",
                "<a@b> | NIL NIL a b",
                "A  B <a@b> | A B NIL a b",
                "\"A, \\\"B\\\"\" <a@b>, c@d | A, \"B\" NIL a b, NIL NIL c d",
                "\"a b\"@c | NIL NIL a b c",
                "\"x@y\"@c | NIL NIL x@y c",
                "a@b (A (nested) \\) B) | A (nested) ) B NIL a b",
                "(no) A <a@b> (other) | A NIL a b",
                "<a@b> (A) | A NIL a b",
                "a . b @ c . d | NIL NIL a.b c.d",
                "a@[192.0.2.1] | NIL NIL a [192.0.2.1]",
                "<@x.example,@y:a@b> | NIL @x.example,@y a b",
                "G: a@b, C <c@d>; e@f | NIL NIL G NIL, NIL NIL a b, C NIL c d, NIL NIL NIL NIL, NIL NIL e f",
                "undisclosed-recipients:; | NIL NIL undisclosed-recipients NIL, NIL NIL NIL NIL",
                "\"A B\" : ; | NIL NIL A B NIL, NIL NIL NIL NIL",
                "G: a@b | NIL NIL G NIL, NIL NIL a b, NIL NIL NIL NIL",
                "G: H: a@b; | NIL NIL G NIL, NIL NIL H: a b, NIL NIL NIL NIL",
                "a@b; c@d | NIL NIL a b, NIL NIL c d",
                ", ,a@b,, | NIL NIL a b",
                "root | NIL NIL root ''",
                "<> | NIL NIL '' ''",
                "A <a@b | A NIL a b",
                "A <a@b, c@d | A NIL a b, NIL NIL c d",
                "A <a@b> B <c@d> | A NIL a b, NIL NIL c d",
                "a@b <a@b> | a@b NIL a b",
                "a@b trailing words | NIL NIL a b",
                "=?utf-8?Q?A?= <a@b> | =?utf-8?Q?A?= NIL a b",
                "\u00c3\u00a4 <\u00e4@b> | \u00c3\u00a4 NIL \u00e4 b",
                "a@b (unclosed \\ | unclosed \\ NIL a b",
                "\"unclosed <a@b> | NIL NIL unclosed <a@b> ''",
                "<@a | NIL NIL '' a",
                "(only a comment) | ''",
            })
    void readsAddresses(String field, String expected) {
        assertThat(shown(envelope("To: " + field).to())).isEqualTo(expected.replace("''", ""));
    }

    @Test
    void readsFoldedAddressesOfAllFields() {
        Envelope envelope = envelope("To: A\r\n B <a@b>,\r\n\tc@d\r\nX: y\r\nTO: e@f");

        assertThat(shown(envelope.to())).isEqualTo("A B NIL a b, NIL NIL c d, NIL NIL e f");
    }

    @Test
    void takesSenderAndReplyToFromFrom() {
        Envelope absent = envelope("From: a@b");
        Envelope empty = envelope("Sender: \r\nFrom: a@b\r\nReply-To: ()");
        Envelope given = envelope("Sender: c@d, e@f\r\nFrom: a@b\r\nReply-To: g@h");

        assertThat(List.of(shown(absent.sender()), shown(absent.replyTo()))).containsOnly("NIL NIL a b");
        assertThat(List.of(shown(empty.sender()), shown(empty.replyTo()))).containsOnly("NIL NIL a b");
        assertThat(shown(given.sender())).isEqualTo("NIL NIL c d, NIL NIL e f");
        assertThat(shown(given.replyTo())).isEqualTo("NIL NIL g h");
    }

    @Test
    void keepsTextsAsWrittenButUnfolded() {
        Envelope envelope =
                envelope("Date: not a date\r\nSubject:  =?utf-8?Q?=C3=A4?=\r\n  b\t\r\nMessage-ID: <a\0b@c>\r\n"
                        + "In-Reply-To: <a@b>\r\n\t<c\rd>\r\nSubject: second");

        assertThat(envelope.date()).contains("not a date");
        assertThat(envelope.subject()).contains("=?utf-8?Q?=C3=A4?=  b");
        assertThat(envelope.messageId()).contains("<ab@c>");
        assertThat(envelope.inReplyTo()).contains("<a@b>\t<cd>");
    }

    @Test
    void tellsAbsentTextFromEmptyText() {
        Envelope envelope = envelope("Subject:\r\nDate: ");

        assertThat(envelope.subject()).contains("");
        assertThat(envelope.date()).contains("");
        assertThat(envelope.messageId()).isEmpty();
        assertThat(envelope.from()).isEmpty();
        assertThat(envelope.sender()).isEmpty();
    }

    @Test
    void cutsTextsAfter64KiB() {
        String tooLong = "x".repeat(70_000);
        Envelope envelope = envelope("Subject: " + tooLong + "\r\nTo: " + tooLong + " <" + tooLong + "@b>, c@d");

        assertThat(envelope.subject().orElseThrow()).hasSize(64 * 1024);
        assertThat(envelope.to().get(0).name().orElseThrow()).hasSize(64 * 1024);
        assertThat(envelope.to().get(0).mailbox().orElseThrow()).hasSize(64 * 1024);
        assertThat(shown(envelope.to().subList(1, 2))).isEqualTo("NIL NIL c d");
    }
}
