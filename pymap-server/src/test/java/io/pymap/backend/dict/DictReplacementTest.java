package io.pymap.backend.dict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.User;
import java.util.List;
import org.junit.jupiter.api.Test;

class DictReplacementTest {

    private static final NewMessage MESSAGE =
            new NewMessage(Content.of(new byte[] {'a'}), Flags.NONE, new InternalDate(0, 0));

    private final DictBackend backend =
            DictBackend.builder().user(new User("ann", "pw")).build();

    @Test
    void putsAnEmptyMailboxInPlace() {
        Mailbox old = backend.account("ann").find(MailboxName.INBOX).orElseThrow();
        old.append(List.of(MESSAGE));

        Mailbox fresh = backend.replace("ann", MailboxName.INBOX, 4711, 105);

        assertThat(backend.account("ann").find(MailboxName.INBOX)).containsSame(fresh);
        assertThat(fresh.uidValidity()).isEqualTo(4711);
        assertThat(fresh.append(List.of(MESSAGE)).get(0).uid()).isEqualTo(105);
        assertThat(fresh.id()).isNotEqualTo(old.id());
        assertThat(old.counts().messages()).isEqualTo(1);
    }

    @Test
    void givesLaterMailboxesAHigherUidValidity() {
        backend.replace("ann", new MailboxName("A"), 4_294_967_294L, 1);

        assertThat(backend.account("ann").create(new MailboxName("B")).uidValidity())
                .isEqualTo(4_294_967_295L);
    }

    @Test
    void leavesUidsOut() {
        backend.skipTo("ann", MailboxName.INBOX, 104);

        Mailbox inbox = backend.account("ann").find(MailboxName.INBOX).orElseThrow();
        assertThat(inbox.append(List.of(MESSAGE)).get(0).uid()).isEqualTo(104);
    }

    @Test
    void knowsUsersAndMailboxesOnly() {
        assertThatThrownBy(() -> backend.replace("eve", MailboxName.INBOX, 1, 1))
                .isInstanceOf(MailboxException.NotFound.class);
        assertThatThrownBy(() -> backend.skipTo("ann", new MailboxName("None"), 5))
                .isInstanceOf(MailboxException.NotFound.class);
    }
}
