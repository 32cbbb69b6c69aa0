package io.pymap.summary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.InternalDate;
import io.pymap.mime.MimePart;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderKeysTest {

    private static HeaderKeys keys(String... lines) {
        return HeaderKeys.of(MimePart.parse((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1))
                .header());
    }

    @Test
    void takesTheLocalPartAndTheNameOfTheFirstAddress() {
        HeaderKeys keys =
                keys("From: =?utf-8?q?=C3=84nn?= <ann@example.org>, b@c", "To: bob@example.org", "Cc: g: x@y;");

        assertThat(keys.from()).isEqualTo("ANN");
        assertThat(keys.displayFrom()).isEqualTo(UnicodeCasemap.key("änn")).isEqualTo("A\u0308NN");
        assertThat(keys.to()).isEqualTo("BOB");
        assertThat(keys.displayTo()).isEqualTo("BOB@EXAMPLE.ORG");
        assertThat(keys.cc()).isEqualTo("G");
    }

    @Test
    void isEmptyWithoutFields() {
        HeaderKeys keys = keys("X: y");

        assertThat(keys.sent()).isEmpty();
        assertThat(keys.sentOr(new InternalDate(7, 0))).isEqualTo(7);
        assertThat(keys.subject() + keys.from() + keys.displayFrom() + keys.messageId())
                .isEmpty();
        assertThat(keys.references()).isEmpty();
    }

    @Test
    void readsTheDateInUtc() {
        HeaderKeys keys = keys("Date: 31 Dec 2000 16:01:33 -0800");

        assertThat(keys.sentOr(new InternalDate(7, 0))).isEqualTo(978_307_293L); // RFC 5256 2.2
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a@b> <c@d> | a@b,c@d",
                "<a@b><c@d>,<e@f> | a@b,c@d,e@f",
                "junk <a@b> junk | a@b",
                "`<\"01KF8JCEOCBS0045PS\"@xxx.yyy.com>` | 01KF8JCEOCBS0045PS@xxx.yyy.com", // RFC 5256 3
                "`<\"a\\\"b\"@c>` | `a\"b@c`",
                "<a@b <c@d> | c@d",
                "<a @ b> | a@b",
                "<nothing> <x@y | ``",
                "`<\">\"@c>` | `>@c`",
            })
    void readsMessageIdsInOneForm(String field, String expected) {
        assertThat(String.join(",", keys("References: " + field).references())).isEqualTo(expected);
    }

    @Test
    void takesInReplyToWhereReferencesHasNone() {
        assertThat(keys("References: none", "In-Reply-To: <a@b> of <c@d>").references())
                .containsExactly("a@b");
        assertThat(keys("References: <r@s>", "In-Reply-To: <a@b>").references()).containsExactly("r@s");
    }

    @Test
    void keepsTheYoungestOfTooManyReferences() {
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < 1_500; i++) {
            ids.append('<').append(i).append("@x> ");
        }

        assertThat(keys("References: " + ids).references())
                .hasSize(1_000)
                .startsWith("500@x")
                .endsWith("1499@x");
    }

    @Test
    void comesBackFromItsOctets() {
        HeaderKeys full = keys(
                "Date: 31 Dec 2000 16:01:33 -0800",
                "From: =?utf-8?q?=C3=84nn?= <ann@example.org>",
                "Subject: Re: =?utf-8?b?8J+YgA==?=",
                "Message-ID: <c@d>",
                "References: <a@b> <b@c>");

        assertThat(HeaderKeys.ofOctets(full.toOctets())).isEqualTo(full);
        assertThat(HeaderKeys.ofOctets(keys("X: y").toOctets())).isEqualTo(keys("X: y"));
    }

    @Test
    void refusesOctetsThatAreNoKeys() {
        byte[] octets = keys("From: a@b").toOctets();

        assertThatThrownBy(() -> HeaderKeys.ofOctets(Arrays.copyOf(octets, octets.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HeaderKeys.ofOctets(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
