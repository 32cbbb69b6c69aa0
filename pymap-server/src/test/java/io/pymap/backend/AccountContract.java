package io.pymap.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Account} promises. */
public abstract class AccountContract extends BackendFixture {

    private Account account;

    @BeforeEach
    final void openAccount() {
        account = backend.account("anna");
    }

    @Test
    void hasAnInboxFromTheStart() {
        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX);
        assertThat(mailbox("inbox").id()).isNotEmpty();
    }

    @Test
    void listsMailboxesSortedWithoutImpliedParents() {
        create("work/2024/jan");
        create("archive");
        create("work/2023");

        assertThat(names()).containsExactly("INBOX", "archive", "work/2023", "work/2024/jan");
        assertThat(account.find(new MailboxName("work"))).isEmpty();
    }

    @Test
    void createsAParentAfterItsChild() {
        create("a/b");
        create("a");

        assertThat(names()).containsExactly("INBOX", "a", "a/b");
    }

    @Test
    void refusesToCreateANameThatIsTaken() {
        create("a");

        assertThatThrownBy(() -> create("a")).isInstanceOf(MailboxException.AlreadyExists.class);
        assertThatThrownBy(() -> create("Inbox")).isInstanceOf(MailboxException.AlreadyExists.class);
    }

    @Test
    void findsTheMailboxThatItCreated() {
        Mailbox created = create("Entwürfe/日本");

        assertThat(mailbox("Entwürfe/日本").id()).isEqualTo(created.id());
        assertThat(mailbox("Entwürfe/日本").uidValidity()).isEqualTo(created.uidValidity());
    }

    @Test
    void givesEachMailboxItsOwnId() {
        assertThat(List.of(create("a").id(), create("b").id(), mailbox("INBOX").id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void deletesAMailboxButNotItsInferiors() {
        create("a");
        create("a/b");

        account.delete(new MailboxName("a"));

        assertThat(names()).containsExactly("INBOX", "a/b");
    }

    @Test
    void refusesToDeleteInboxAndWhatIsNotThere() {
        create("implied/child");

        assertThatThrownBy(() -> account.delete(MailboxName.INBOX)).isInstanceOf(MailboxException.NotAllowed.class);
        assertThatThrownBy(() -> account.delete(new MailboxName("missing")))
                .isInstanceOf(MailboxException.NotFound.class);
        assertThatThrownBy(() -> account.delete(new MailboxName("implied")))
                .isInstanceOf(MailboxException.NotFound.class);
    }

    @Test
    void givesANameThatComesBackAHigherUidValidity() {
        long last = create("a").uidValidity();
        for (int i = 0; i < 20; i++) {
            account.delete(new MailboxName("a"));
            Mailbox again = create("a");

            assertThat(again.uidValidity()).isGreaterThan(last).isLessThanOrEqualTo(0xFFFF_FFFFL);
            assertThat(messages(again)).isEmpty();
            last = again.uidValidity();
            append(again, "left behind");
        }
    }

    @Test
    void renamesAMailboxWithItsInferiors() {
        String id = create("a").id();
        Mailbox child = create("a/b");
        long uid = append(child, "stays");

        account.rename(new MailboxName("a"), new MailboxName("x/y"));

        assertThat(names()).containsExactly("INBOX", "x/y", "x/y/b");
        assertThat(mailbox("x/y").id()).isEqualTo(id);
        assertThat(mailbox("x/y/b").uidValidity()).isEqualTo(child.uidValidity());
        assertThat(uids(mailbox("x/y/b"))).containsExactly(uid);
    }

    @Test
    void renamesInferiorsOfAnImpliedParent() {
        create("a/b");

        account.rename(new MailboxName("a"), new MailboxName("c"));

        assertThat(names()).containsExactly("INBOX", "c/b");
    }

    @Test
    void movesATreeUpwardsOntoItsOwnOldNames() {
        String id = create("a/b/b").id();

        account.rename(new MailboxName("a/b"), new MailboxName("a"));

        assertThat(names()).containsExactly("INBOX", "a/b");
        assertThat(mailbox("a/b").id()).isEqualTo(id);
    }

    @Test
    void renamesAllOrNothing() {
        create("a");
        create("a/b");
        create("c/b");

        assertThatThrownBy(() -> account.rename(new MailboxName("a"), new MailboxName("c")))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThat(names()).containsExactly("INBOX", "a", "a/b", "c/b");
    }

    @Test
    void refusesRenamesThatCannotBe() {
        create("a");
        create("b");

        assertThatThrownBy(() -> account.rename(new MailboxName("a"), new MailboxName("b")))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThatThrownBy(() -> account.rename(new MailboxName("a"), new MailboxName("a")))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThatThrownBy(() -> account.rename(new MailboxName("a"), MailboxName.INBOX))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThatThrownBy(() -> account.rename(new MailboxName("a"), new MailboxName("a/b")))
                .isInstanceOf(MailboxException.NotAllowed.class);
        assertThatThrownBy(() -> account.rename(new MailboxName("missing"), new MailboxName("c")))
                .isInstanceOf(MailboxException.NotFound.class);
        assertThat(names()).containsExactly("INBOX", "a", "b");
    }

    @Test
    void givesARenamedAwayNameAHigherUidValidity() {
        long first = create("a").uidValidity();
        account.rename(new MailboxName("a"), new MailboxName("b"));

        assertThat(create("a").uidValidity()).isGreaterThan(first);
    }

    @Test
    void renamesInboxByMovingItsMessages() {
        create("INBOX/child");
        String id = mailbox("INBOX").id();
        append(mailbox("INBOX"), "one", "\\Seen");
        append(mailbox("INBOX"), "two");

        account.rename(MailboxName.INBOX, new MailboxName("old"));

        assertThat(names()).containsExactly("INBOX", "INBOX/child", "old");
        assertThat(mailbox("INBOX").id()).isEqualTo(id);
        assertThat(messages(mailbox("INBOX"))).isEmpty();
        assertThat(messages(mailbox("old")))
                .extracting(message -> message.flags().asList())
                .containsExactly(List.of("\\Seen"), List.of());
    }

    @Test
    void refusesToRenameInboxOntoATakenName() {
        create("old");
        append(mailbox("INBOX"), "stays");

        assertThatThrownBy(() -> account.rename(MailboxName.INBOX, new MailboxName("old")))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThat(messages(mailbox("INBOX"))).hasSize(1);
    }

    @Test
    void keepsADeletedMailboxUsableForWhoHoldsIt() {
        Mailbox held = create("a");
        append(held, "still here");

        account.delete(new MailboxName("a"));

        assertThat(held.counts().messages()).isEqualTo(1);
        assertThat(messages(held)).extracting(message -> text(message)).allMatch(text -> text.contains("still here"));
    }

    @Test
    void subscribesWithoutRegardToWhatExists() {
        account.subscribe(new MailboxName("z"));
        account.subscribe(new MailboxName("a"));
        account.subscribe(new MailboxName("a"));
        account.subscribe(MailboxName.INBOX);
        account.unsubscribe(new MailboxName("z"));
        account.unsubscribe(new MailboxName("never"));

        assertThat(account.subscriptions()).containsExactly(MailboxName.INBOX, new MailboxName("a"));
    }

    @Test
    void keepsASubscriptionWhenTheMailboxGoes() {
        create("a");
        account.subscribe(new MailboxName("a"));

        account.delete(new MailboxName("a"));

        assertThat(account.subscriptions()).containsExactly(new MailboxName("a"));
    }

    private Mailbox create(String name) {
        return account.create(new MailboxName(name));
    }

    private Mailbox mailbox(String name) {
        return account.find(new MailboxName(name)).orElseThrow();
    }

    private List<String> names() {
        return account.mailboxes().stream().map(MailboxName::value).toList();
    }
}
