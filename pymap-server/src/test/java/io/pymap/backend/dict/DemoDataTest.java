package io.pymap.backend.dict;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.User;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoDataTest {

    private final DictBackend backend = DictBackend.builder()
            .user(new User("demo", "x"))
            .user(new User("other", "x"))
            .demoData("demo")
            .build();
    private final Account account = backend.account("demo");

    @Test
    void hasThreeMailboxesAndNoSubscription() {
        assertThat(account.mailboxes()).extracting(MailboxName::value).containsExactly("INBOX", "Sent", "Trash");
        assertThat(account.subscriptions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"INBOX, 4, 1, 2, 105", "Sent, 2, 0, 1, 103", "Trash, 1, 1, 1, 102"})
    void countsAsDocumented(String name, long messages, long recent, long unseen, long uidNext) {
        MailboxCounts counts = mailbox(name).counts();

        assertThat(counts.messages()).isEqualTo(messages);
        assertThat(counts.recent()).isEqualTo(recent);
        assertThat(counts.unseen()).isEqualTo(unseen);
        assertThat(counts.uidNext()).isEqualTo(uidNext);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INBOX | 101 | (\\Seen)            | 1970-01-01T00:00:00Z |  192 | 10 | Re: Re: Random question",
                "INBOX | 102 | (\\Answered \\Seen) | 1990-01-01T00:00:00Z |  198 |  8 | Random question",
                "INBOX | 103 | (\\Flagged)         | 2000-01-01T00:00:00Z |  205 |  9 | Important notice regarding your account",
                "INBOX | 104 | ()                  | 2010-01-01T00:00:00Z | 1980 | 38 | Hello, World!",
                "Sent  | 101 | (\\Seen)            | 1970-01-01T00:00:00Z |  128 |  7 | Re: Random question",
                "Sent  | 102 | (\\Draft)           | 2000-01-01T00:01:40Z |  735 | 32 | Fwd: Important notice regarding your account",
                "Trash | 101 | (\\Deleted)         | 1970-01-01T00:00:00Z |  155 |  7 | Buy our snake oil!",
            })
    void hasTheDocumentedShape(
            String mailbox, long uid, String flags, Instant date, long size, long lines, String subject) {
        Message message = message(mailbox, uid);
        String text = text(message.content());

        assertThat(message.flags()).hasToString(flags);
        assertThat(message.internalDate().toOffsetDateTime().toInstant()).isEqualTo(date);
        assertThat(message.size()).isEqualTo(size);
        assertThat(text.split("\r\n", -1)).hasSize((int) lines + 1);
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(text).contains("\r\nSubject: " + subject + "\r\n");
    }

    @Test
    void forwardsTheNoticeWithThreeParts() throws Exception {
        Content.InMemory content = message("Sent", 102).content().load();
        MimeMessage mail = new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(content.array(), content.offset(), content.length()));
        MimeMultipart parts = (MimeMultipart) mail.getContent();

        assertThat(parts.getCount()).isEqualTo(3);
        try (InputStream hello = parts.getBodyPart(0).getInputStream()) {
            assertThat(hello.readAllBytes()).hasSize(28).isEqualTo("ᎻéⅬⅬՕ ᎳоᏒⅬⅮ".getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream quoted = parts.getBodyPart(1).getInputStream()) {
            assertThat(new String(quoted.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("foo=bar+ßaz");
        }
        assertThat(parts.getBodyPart(2).getFileName()).isEqualTo("Notice.eml");
        try (InputStream notice = parts.getBodyPart(2).getInputStream()) {
            assertThat(notice.readAllBytes())
                    .isEqualTo(text(message("INBOX", 103).content()).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void letsUidsOfEveryMailboxBeginAt101() {
        Account other = backend.account("other");

        assertThat(other.mailboxes()).containsExactly(MailboxName.INBOX);
        assertThat(other.find(MailboxName.INBOX).orElseThrow().counts().uidNext())
                .isEqualTo(101);
        assertThat(account.create(new MailboxName("new")).counts().uidNext()).isEqualTo(101);
    }

    @Test
    void doesNotComeBackForANewUserOfThatName() {
        backend.users().remove("demo");
        backend.users().put(new User("demo", "y"));

        assertThat(backend.account("demo").mailboxes()).containsExactly(MailboxName.INBOX);
    }

    private Mailbox mailbox(String name) {
        return account.find(new MailboxName(name)).orElseThrow();
    }

    private Message message(String mailbox, long uid) {
        List<Message> messages = mailbox(mailbox).changesSince(0).updated();
        return messages.get((int) (uid - 101));
    }

    private static String text(Content content) {
        Content.InMemory octets = content.load();
        return new String(octets.array(), octets.offset(), octets.length(), StandardCharsets.UTF_8);
    }
}
