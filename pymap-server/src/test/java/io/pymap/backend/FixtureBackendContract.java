package io.pymap.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Changes;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.Quota;
import io.pymap.mailbox.Rights;
import io.pymap.mailbox.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What fixtures of tests do to every backend. */
public abstract class FixtureBackendContract extends BackendFixture {

    private static final MailboxName ARCHIVE = new MailboxName("Archive");

    private FixtureBackend fixture() {
        return (FixtureBackend) backend;
    }

    private FixtureAccount account() {
        return fixture().account("anna");
    }

    private Mailbox inbox() {
        return mailbox(MailboxName.INBOX);
    }

    private Mailbox mailbox(MailboxName name) {
        return account().find(name).orElseThrow();
    }

    // Numbers

    @Test
    void putsAnEmptyMailboxInPlace() {
        Mailbox old = inbox();
        append(old, "a", "Keyword");
        old.annotate(Map.of("/private/comment", Optional.of(new byte[] {1})));

        Mailbox fresh = account().replace(MailboxName.INBOX, 4711, 105);

        assertThat(inbox().uidValidity()).isEqualTo(4711);
        assertThat(fresh.uidValidity()).isEqualTo(4711);
        assertThat(fresh.id()).isNotEqualTo(old.id());
        assertThat(fresh.counts().messages()).isZero();
        assertThat(fresh.counts().uidNext()).isEqualTo(105);
        assertThat(fresh.flags().asList()).doesNotContain("Keyword");
        assertThat(fresh.annotations().isEmpty()).isTrue();
        assertThat(append(fresh, "b")).isEqualTo(105);
        assertThat(old.counts().messages()).isEqualTo(1);
        assertThat(account().quota().usage()).containsEntry(Quota.Resource.MESSAGE, 1L);
    }

    @Test
    void makesAMailboxWithAnyUidValidity() {
        account().replace(ARCHIVE, 4711, 1);

        assertThat(mailbox(ARCHIVE).uidValidity()).isEqualTo(4711);
        assertThat(append(mailbox(ARCHIVE), "a")).isEqualTo(1);
    }

    @Test
    void givesLaterMailboxesAHigherUidValidity() {
        account().replace(ARCHIVE, 4_294_967_294L, 1);

        assertThat(account().create(new MailboxName("B")).uidValidity()).isEqualTo(4_294_967_295L);
    }

    @Test
    void leavesUidsOut() {
        append(inbox(), "a");

        account().skipTo(MailboxName.INBOX, 104);

        assertThat(inbox().counts().uidNext()).isEqualTo(104);
        assertThat(append(inbox(), "b")).isEqualTo(104);
        account().skipTo(MailboxName.INBOX, 3);
        assertThat(append(inbox(), "c")).isEqualTo(105);
    }

    @Test
    void numbersMessagesAnew() {
        append(inbox(), "a");
        append(inbox(), "b", "\\Seen", "Keyword");
        append(inbox(), "c");
        inbox().remove(List.of(1L));
        inbox().annotate(Map.of("/private/comment", Optional.of(new byte[] {1})));
        inbox().changeAcl(new Acl.Change("bert", Acl.Mode.ADD, new Rights("lr")));
        Mailbox old = inbox();

        Mailbox fresh = account().renumber(MailboxName.INBOX);
        assertThat(fresh.uidValidity()).isGreaterThan(old.uidValidity()).isEqualTo(inbox().uidValidity());
        assertThat(uids(fresh)).containsExactly(1L, 2L);
        assertThat(messages(fresh)).extracting(Message::emailId).isEqualTo(emailIds(old));
        assertThat(messages(fresh).get(0).flags().asList()).contains("\\Seen", "Keyword");
        assertThat(messages(fresh).get(0).internalDate()).isEqualTo(DATE);
        assertThat(fresh.annotations().asMap()).containsKey("/private/comment");
        assertThat(fresh.acl().of("bert")).isEqualTo(new Rights("lr"));
        assertThat(append(fresh, "d")).isEqualTo(3);
        assertThat(old.counts().messages()).isEqualTo(2);
    }

    private static List<String> emailIds(Mailbox mailbox) {
        return messages(mailbox).stream().map(Message::emailId).toList();
    }

    @Test
    void knowsUsersAndMailboxesOnly() {
        assertThatThrownBy(() -> fixture().account("eve")).isInstanceOf(MailboxException.NotFound.class);
        assertThatThrownBy(() -> account().skipTo(new MailboxName("None"), 5))
                .isInstanceOf(MailboxException.NotFound.class);
        assertThatThrownBy(() -> account().renumber(new MailboxName("None")))
                .isInstanceOf(MailboxException.NotFound.class);
    }

    // Back to what was before

    private void seed() {
        append(inbox(), "a", "$Paid");
        append(inbox(), "b");
        append(inbox(), "c");
        inbox().remove(List.of(2L));
        Account account = account();
        account.create(ARCHIVE);
        account.subscribe(ARCHIVE);
        account.limit(Map.of(Quota.Resource.MESSAGE, 10L));
        account.annotate(Map.of("/private/comment", Optional.of(new byte[] {1})));
        mailbox(ARCHIVE).annotate(Map.of("/private/specialuse", Optional.of(new byte[] {2})));
        account.accessKeys().obtain(inbox());
    }

    private void spoil() {
        Account account = account();
        append(inbox(), "d");
        inbox().store(List.of(1L), FlagChange.add("$Other"), Long.MAX_VALUE);
        inbox().remove(List.of(3L));
        account.delete(ARCHIVE);
        account.create(new MailboxName("Other"));
        account.unsubscribe(ARCHIVE);
        account.limit(Map.of());
        account.annotate(Map.of("/private/comment", Optional.empty()));
        account.accessKeys().renew(inbox());
        backend.users().put(new User("anna", "other"));
        backend.users().put(new User("eve", "pw"));
        backend.account("eve").create(ARCHIVE);
    }

    private List<Object> everything() {
        Account account = account();
        Mailbox archive = mailbox(ARCHIVE);
        Changes late = inbox().changesSince(3); // with the expunge
        return List.of(
                seen(messages(inbox())),
                seen(late.updated()),
                late.expunged(),
                late.upTo(),
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
                backend.users().find("anna").orElseThrow().secret());
    }

    @Test
    void bringsBackAllThatHasChanged() {
        seed();
        List<Object> before = everything();
        try (FixtureBackend.Savepoint savepoint = fixture().savepoint()) {
            for (int time = 0; time < 2; time++) { // the savepoint itself stays as it was
                spoil();
                savepoint.restore();

                assertThat(everything()).isEqualTo(before);
            }
        }
    }

    @Test
    void goesOnWithTheNumbersOfThen() {
        seed();
        try (FixtureBackend.Savepoint savepoint = fixture().savepoint()) {
            append(inbox(), "d");
            Message first = messages(inbox()).get(2);
            String told = text(first);
            long archived = mailbox(ARCHIVE).uidValidity();

            savepoint.restore();
            append(inbox(), "d");
            Message again = messages(inbox()).get(2);

            assertThat(again.uid()).isEqualTo(first.uid());
            assertThat(again.modSeq()).isEqualTo(first.modSeq());
            assertThat(text(again)).isEqualTo(told);
            assertThat(account().create(new MailboxName("New")).uidValidity()).isGreaterThan(archived);
        }
    }

    @Test
    void keepsMessagesInTheirThread() {
        Mailbox inbox = inbox();
        String text = "Message-ID: <a@x>\r\nSubject: a\r\n\r\nHello.\r\n";
        String thread = inbox.append(List.of(message(text))).get(0).threadId();
        try (FixtureBackend.Savepoint savepoint = fixture().savepoint()) {
            savepoint.restore();
        }

        assertThat(inbox().append(List.of(message("References: <a@x>\r\nSubject: Re: a\r\n\r\nHello.\r\n")))
                        .get(0)
                        .threadId())
                .isEqualTo(thread);
    }
}
