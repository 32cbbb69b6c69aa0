package io.pymap.imap.extension.url;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.imap.command.fetch.Partial;
import io.pymap.imap.extension.url.ImapUrl.Server;
import io.pymap.mailbox.MailboxName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of RFC 5092 11, as far as it names messages. */
class ImapUrlTest {

    @Test
    void readsAllThatMayStandInOne() {
        ImapUrl url = ImapUrl.parse("imap://jo%40hn;AUTH=*@[::1]:143/a%2Fb%20c/d;UIDVALIDITY=4294967295/;UID=20"
                        + "/;SECTION=1.2.MIME/;PARTIAL=10.1024")
                .orElseThrow();

        assertThat(url.server()).hasValue(new Server("jo@hn", "[::1]"));
        assertThat(url.mailbox()).hasValue(new MailboxName("a/b c/d"));
        assertThat(url.fromRoot()).isTrue();
        assertThat(url.uidValidity()).hasValue(4_294_967_295L);
        assertThat(url.uid()).isEqualTo(20);
        assertThat(url.section().path().numbers()).containsExactly(1, 2);
        assertThat(url.partial()).hasValue(new Partial(10, 1024));
    }

    @Test
    void readsRelativeOnes() {
        assertThat(ImapUrl.parse(";UID=1").orElseThrow().mailbox()).isEmpty();
        assertThat(ImapUrl.parse("b/;uid=1").orElseThrow().fromRoot()).isFalse();
        assertThat(ImapUrl.parse("/b/;Uid=1/;partial=5").orElseThrow().partial())
                .hasValue(new Partial(5, Long.MAX_VALUE));
        assertThat(ImapUrl.parse("//host/b/;UID=1").orElseThrow().server()).hasValue(new Server("", "host"));
        assertThat(ImapUrl.parse("/Gr%C3%BC%C3%9Fe/;UID=1").orElseThrow().mailbox())
                .hasValue(new MailboxName("Grüße"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/INBOX",
                "/INBOX/",
                "/INBOX;UID=1",
                "/INBOX/;UID=",
                "/INBOX/;UID=99999999999",
                "/INBOX/;UID=1/",
                "/INBOX/;UID=1/;SECTION=",
                "/INBOX/;UID=1/;SECTION=9.",
                "/INBOX/;UID=1/;SECTION=HEADER]{5}",
                "/INBOX/;UID=1/;SECTION=HEADER%5D%7B5%7D",
                "/INBOX/;UID=1/;SECTION=1%5D%3C0.5",
                "/INBOX/;UID=1/;SECTION=MIME",
                "/INBOX/;UID=1/;PARTIAL=1/;SECTION=1",
                "/INBOX/;UID=1/;PARTIAL=-1",
                "/INBOX/;UID=1?SUBJECT",
                "/INBOX/;UID=1#x",
                "/INB%4/;UID=1",
                "/INB%FF/;UID=1",
                "/INB%0D%0A/;UID=1",
                "/../x/;UID=1",
                "/a//b/;UID=1",
                "imap:/INBOX/;UID=1",
                "imaps://host/INBOX/;UID=1",
                "imap:///INBOX/;UID=1",
                "imap://a@b@c/INBOX/;UID=1",
                ";SECTION=1",
                "INBOX",
            })
    void refusesAnythingElse(String text) {
        assertThat(ImapUrl.parse(text)).isEmpty();
    }

    @Test
    void refusesLongOnesWithoutLookingAtThem() {
        assertThat(ImapUrl.parse("/" + "a/".repeat(ImapUrl.MAX_LENGTH) + ";UID=1"))
                .isEmpty();
        assertThat(ImapUrl.parse("/" + "a;".repeat(ImapUrl.MAX_LENGTH / 2 - 8) + ";UID=1"))
                .isEmpty();
    }
}
