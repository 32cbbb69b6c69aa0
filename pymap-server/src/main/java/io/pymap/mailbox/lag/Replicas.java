package io.pymap.mailbox.lag;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.MailboxName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a server knows of all mailboxes, from the moment on when it begins to lag behind. */
final class Replicas {

    private final Map<LaggingMailbox.Key, Replica> all = new ConcurrentHashMap<>();
    private final Delay delay;
    private final Consumer<LaggingMailbox.Key> onTold;

    Replicas(Delay delay, Consumer<LaggingMailbox.Key> onTold) {
        this.delay = delay;
        this.onTold = onTold;
    }

    /** Takes in every mailbox as it is now. */
    void fill(Backend backend) {
        for (String user : backend.users().names()) {
            Account account = backend.account(user);
            for (MailboxName name : account.mailboxes()) {
                account.find(name).ifPresent(mailbox -> {
                    LaggingMailbox.Key key = LaggingMailbox.Key.of(user, mailbox);
                    keep(key, Replica.ofKnown(mailbox, delay, () -> onTold.accept(key)));
                });
            }
        }
    }

    Replica of(LaggingMailbox mailbox) {
        LaggingMailbox.Key key = mailbox.key();
        Replica known = all.get(key);
        return known != null ? known : keep(key, Replica.ofNew(mailbox.mailbox(), delay, () -> onTold.accept(key)));
    }

    /** The one that was first. */
    private Replica keep(LaggingMailbox.Key key, Replica made) {
        @Nullable Replica other = all.putIfAbsent(key, made);
        if (other == null) {
            return made;
        }
        made.close();
        return other;
    }

    void close() {
        all.values().forEach(Replica::close);
    }
}
