package io.pymap.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.backend.dict.DictBackend;
import io.pymap.imap.ImapProtocol;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.User;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A view whose mailbox cannot answer for a while: nothing is half told. */
class ViewOfFailingMailboxTest {

    private final AtomicBoolean fails = new AtomicBoolean();

    @Test
    void tellsAllOnceTheMailboxAnswersAgain() {
        Mailbox inbox = DictBackend.builder()
                .user(new User("ann", "secret"))
                .build()
                .account("ann")
                .find(MailboxName.INBOX)
                .orElseThrow();
        NewMessage message = new NewMessage(Content.of(new byte[0]), Flags.NONE, new InternalDate(0, 0));
        long gone = inbox.append(List.of(message, message)).get(0).uid();
        Connection connection = new Connection(
                "view",
                ImapProtocol.standard().vocabulary().names(),
                Limits.DEFAULT,
                InstantSource.system(),
                false,
                false,
                true);
        MailboxView view = new MailboxView(failing(inbox), false, connection);
        inbox.append(List.of(message));
        inbox.remove(List.of(gone));

        fails.set(true);
        assertThatThrownBy(() -> view.catchUp(true, false)).isInstanceOf(MailboxException.Unavailable.class);
        fails.set(false);

        assertThat(view.catchUp(true, false)).contains(new Untagged.Expunge(1), new Untagged.Exists(2));
    }

    /** The mailbox, but that it cannot claim recent messages while it fails. */
    private Mailbox failing(Mailbox mailbox) {
        return (Mailbox) Proxy.newProxyInstance(
                Mailbox.class.getClassLoader(), new Class<?>[] {Mailbox.class}, (proxy, method, arguments) -> {
                    if (fails.get() && method.getName().equals("claimRecent")) {
                        throw new MailboxException.Unavailable("not now");
                    }
                    try {
                        return method.invoke(mailbox, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
