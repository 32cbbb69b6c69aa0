package io.pymap.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Rights;
import io.pymap.mailbox.SharedMailbox;
import io.pymap.mailbox.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What {@link io.pymap.mailbox.Backend} and {@link io.pymap.mailbox.Users} promise. */
public abstract class BackendContract extends BackendFixture {

    @Test
    void namesUsersInOrder() {
        backend.users().put(new User("aaron", "secret"));

        assertThat(backend.users().names()).containsExactly("aaron", "anna", "bert");
    }

    @Test
    void findsAUserWithSecretAndRoles() {
        User user = new User("carl", "secret", Set.of(User.ADMIN));
        backend.users().put(user);

        assertThat(backend.users().find("carl")).contains(user);
        assertThat(backend.users().find("nobody")).isEmpty();
    }

    @Test
    void replacesAUserAndKeepsItsMail() {
        append(inbox("anna"), "kept");
        backend.users().put(new User("anna", "other"));

        assertThat(backend.users().find("anna").orElseThrow().secret()).isEqualTo("other");
        assertThat(messages(inbox("anna"))).hasSize(1);
    }

    @Test
    void addsAUserOnlyWhereThereIsNone() {
        User anna = backend.users().find("anna").orElseThrow();
        backend.users().add(new User("carl", "secret", Set.of(User.ADMIN)));

        assertThatThrownBy(() -> backend.users().add(new User("anna", "other")))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThat(backend.users().find("anna")).contains(anna);
        assertThat(backend.users().find("carl")).contains(new User("carl", "secret", Set.of(User.ADMIN)));
    }

    @Test
    void replacesAUserWhoIsStillTheSame() {
        append(inbox("anna"), "kept");
        User first = backend.users().find("anna").orElseThrow();
        User second = new User("anna", "second", Set.of(User.SUBMISSION, User.ADMIN));

        backend.users().replace(first, second);
        backend.users().replace(second, new User("anna", "third", Set.of(User.ADMIN)));

        assertThat(backend.users().find("anna")).contains(new User("anna", "third", Set.of(User.ADMIN)));
        assertThat(messages(inbox("anna"))).hasSize(1);
    }

    @Test
    void replacesNoUserWhoHasChanged() {
        User anna = backend.users().find("anna").orElseThrow();
        User other = new User("anna", anna.secret(), Set.of(User.ADMIN));
        User wanted = new User("anna", "wanted");
        backend.users().put(other); // with the same password, and another role

        assertThatThrownBy(() -> backend.users().replace(anna, wanted)).isInstanceOf(MailboxException.Conflict.class);
        assertThat(backend.users().find("anna")).contains(other);
        backend.users().put(new User("anna", "elsewhere", Set.of(User.ADMIN)));
        assertThatThrownBy(() -> backend.users().replace(other, wanted)).isInstanceOf(MailboxException.Conflict.class);
        backend.users().remove("anna");
        assertThatThrownBy(() -> backend.users().replace(other, wanted)).isInstanceOf(MailboxException.Conflict.class);
        assertThat(backend.users().find("anna")).isEmpty();
    }

    /** Each adds its name to the password, and none of them is lost. */
    @Test
    void letsNobodyUndoWhatAnotherHasDone() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (String name : List.of("x", "y", "z")) {
                writers.add(executor.submit(() -> {
                    for (int added = 0; added < 5; ) {
                        User before = backend.users().find("anna").orElseThrow();
                        try {
                            backend.users().replace(before, new User("anna", before.secret() + name));
                            added++;
                        } catch (MailboxException.Conflict e) {
                            Thread.onSpinWait(); // and once more
                        }
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get(30, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(backend.users().find("anna").orElseThrow().secret().replaceAll("[^xyz]", ""))
                .hasSize(15);
    }

    @Test
    void isThere() {
        assertThatCode(backend::ping).doesNotThrowAnyException();
    }

    @Test
    void hasNoAccountForAnUnknownUser() {
        assertThatThrownBy(() -> backend.account("nobody")).isInstanceOf(MailboxException.NotFound.class);
    }

    @Test
    void removesAUserWithItsMail() {
        append(inbox("anna"), "gone");

        assertThat(backend.users().remove("anna")).isTrue();
        assertThat(backend.users().remove("anna")).isFalse();
        assertThatThrownBy(() -> backend.account("anna")).isInstanceOf(MailboxException.NotFound.class);

        backend.users().put(new User("anna", "new"));
        assertThat(messages(inbox("anna"))).isEmpty();
    }

    @Test
    void keepsTheMailOfUsersApart() {
        append(inbox("anna"), "for anna");
        backend.account("anna").create(new MailboxName("Private"));

        assertThat(messages(inbox("bert"))).isEmpty();
        assertThat(backend.account("bert").mailboxes()).containsExactly(MailboxName.INBOX);
    }

    @Test
    void showsOneAccountToAllWhoAsk() {
        Account one = backend.account("anna");
        Account other = backend.account("anna");

        append(one.find(MailboxName.INBOX).orElseThrow(), "seen by both");

        assertThat(one.user()).isEqualTo("anna");
        assertThat(messages(other.find(MailboxName.INBOX).orElseThrow())).hasSize(1);
    }

    private Mailbox inbox(String user) {
        return backend.account(user).find(MailboxName.INBOX).orElseThrow();
    }

    @Test
    void tellsWhichMailboxesAreShared() {
        assertThat(backend.sharedWith("bert")).isEmpty();
        inbox("anna").changeAcl(new Acl.Change("bert", Acl.Mode.REPLACE, new Rights("lr")));
        Mailbox all = backend.account("anna").create(new MailboxName("all"));
        all.changeAcl(new Acl.Change(Acl.ANYONE, Acl.Mode.REPLACE, new Rights("l")));

        assertThat(backend.sharedWith("bert"))
                .containsExactly(
                        new SharedMailbox("anna", MailboxName.INBOX),
                        new SharedMailbox("anna", new MailboxName("all")));
        assertThat(backend.sharedWith("anna")).isEmpty();
        all.changeAcl(new Acl.Change("-bert", Acl.Mode.REPLACE, new Rights("l")));
        inbox("anna").changeAcl(new Acl.Change("bert", Acl.Mode.REMOVE, Rights.ALL));
        assertThat(backend.sharedWith("bert")).isEmpty();
    }
}
