package io.pymap.backend.dict;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.Quota;
import io.pymap.mailbox.User;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DictStateTest {

    private static final MailboxName ARCHIVE = new MailboxName("Archive");

    private final DictBackend backend =
            DictBackend.builder().user(new User("ann", "pw")).build();

    private static List<Message> append(Mailbox mailbox, String subject) {
        byte[] octets = ("Message-ID: <" + subject + "@x>\r\nSubject: " + subject + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return mailbox.append(List.of(new NewMessage(
                Content.of(octets), Flags.of("$Paid"), InternalDate.of(OffsetDateTime.parse("2026-01-01T00:00:00Z")))));
    }

    private Mailbox inbox() {
        return backend.account("ann").find(MailboxName.INBOX).orElseThrow();
    }

    @BeforeEach
    void seed() {
        append(inbox(), "a");
        append(inbox(), "b");
        append(inbox(), "c");
        inbox().remove(List.of(2L));
        Account account = backend.account("ann");
        account.create(ARCHIVE);
        account.subscribe(ARCHIVE);
        account.limit(Map.of(Quota.Resource.MESSAGE, 10L));
        account.annotate(Map.of("/private/comment", Optional.of(new byte[] {1})));
        account.find(ARCHIVE).orElseThrow().annotate(Map.of("/private/specialuse", Optional.of(new byte[] {2})));
        account.accessKeys().obtain(inbox());
    }

    private void spoil() {
        Account account = backend.account("ann");
        append(inbox(), "d");
        inbox().store(List.of(1L), FlagChange.add("$Other"), Long.MAX_VALUE);
        inbox().remove(List.of(3L));
        account.delete(ARCHIVE);
        account.create(new MailboxName("Other"));
        account.unsubscribe(ARCHIVE);
        account.limit(Map.of());
        account.annotate(Map.of("/private/comment", Optional.empty()));
        account.accessKeys().renew(inbox());
        backend.users().put(new User("ann", "other"));
        backend.users().put(new User("eve", "pw"));
    }

    private List<Object> everything() {
        Account account = backend.account("ann");
        Mailbox archive = account.find(ARCHIVE).orElseThrow();
        return List.of(
                inbox().changesSince(0),
                inbox().changesSince(3), // with the expunge
                inbox().counts(),
                inbox().flags().asList(),
                inbox().firstRecentUid(),
                inbox().uidValidity(),
                inbox().id(),
                archive.id(),
                archive.uidValidity(),
                archive.acl(),
                archive.annotations().asMap().keySet(),
                account.mailboxes(),
                account.subscriptions(),
                account.quota(),
                account.annotations().asMap().keySet(),
                account.accessKeys().find(inbox()),
                backend.users().names(),
                backend.users().find("ann").orElseThrow().secret());
    }

    @Test
    void bringsBackAllThatHasChanged() {
        List<Object> before = everything();
        DictState state = backend.state();

        for (int time = 0; time < 2; time++) { // the state itself stays as it was
            spoil();
            backend.restore(state);

            assertThat(everything()).isEqualTo(before);
        }
    }

    @Test
    void goesOnWithTheNumbersOfThen() {
        DictState state = backend.state();
        List<Message> first = append(inbox(), "d");
        long archived = backend.account("ann").find(ARCHIVE).orElseThrow().uidValidity();

        backend.restore(state);
        List<Message> again = append(inbox(), "d");

        assertThat(again)
                .extracting(Message::uid)
                .isEqualTo(List.of(first.get(0).uid()));
        assertThat(again.get(0).modSeq()).isEqualTo(first.get(0).modSeq());
        assertThat(backend.account("ann").create(new MailboxName("New")).uidValidity())
                .isGreaterThan(archived);
    }

    @Test
    void leavesSessionsOfBeforeWithTheirOwn() {
        DictState state = backend.state();
        Mailbox before = inbox();

        backend.restore(state);
        append(before, "lost");

        assertThat(inbox().counts().messages()).isEqualTo(2);
        assertThat(before.counts().messages()).isEqualTo(3);
    }

    @Test
    void keepsMessagesInTheirThread() {
        String thread = append(inbox(), "a").get(0).threadId();

        backend.restore(backend.state());

        assertThat(append(inbox(), "a").get(0).threadId()).isEqualTo(thread);
    }
}
