package io.pymap.backend.maildir;

import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.SharedMailbox;
import io.pymap.mailbox.index.Watchers;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the users of a backend have in common: annotations of the server, and who shares what. */
final class ServerFiles {

    private final StateFile<ServerState> state;
    private final DiskWatch disk;
    private final Watchers watchers = new Watchers();

    ServerFiles(Path file, Surroundings surroundings, DiskWatch disk) {
        this.state = new StateFile<>(surroundings, file, ServerState.NEW, ServerState.FORM);
        this.disk = disk;
    }

    DiskWatch disk() {
        return disk;
    }

    Annotations annotations() {
        return state.get().annotations();
    }

    void annotate(Map<String, Optional<byte[]>> changes) {
        state.change(before -> before.with(before.annotations().with(changes)));
        watchers.announce();
    }

    Mailbox.Watch watch(Runnable onChange) {
        return watchers.add(onChange);
    }

    /** Mailboxes of others on which the user has a right. */
    List<SharedMailbox> sharedWith(String user) {
        return state.get().shares().entrySet().stream()
                .filter(share -> !share.getKey().owner().equals(user))
                .filter(share -> !share.getValue().of(user).isEmpty())
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(SharedMailbox::owner).thenComparing(SharedMailbox::name))
                .toList();
    }

    void share(SharedMailbox mailbox, Acl acl) {
        boolean own = acl.entries().keySet().stream().allMatch(mailbox.owner()::equals);
        if (own) {
            unshare(mailbox);
            return;
        }
        state.change(before -> {
            Map<SharedMailbox, Acl> shares = new HashMap<>(before.shares());
            shares.put(mailbox, acl);
            return before.withShares(shares);
        });
    }

    void unshare(SharedMailbox mailbox) {
        if (!state.get().shares().containsKey(mailbox)) {
            return;
        }
        state.change(before -> {
            Map<SharedMailbox, Acl> shares = new HashMap<>(before.shares());
            shares.remove(mailbox);
            return before.withShares(shares);
        });
    }

    void rename(String owner, MailboxName from, MailboxName to) {
        SharedMailbox old = new SharedMailbox(owner, from);
        Optional<Acl> acl = Optional.ofNullable(state.get().shares().get(old));
        if (acl.isPresent()) {
            unshare(old);
            share(new SharedMailbox(owner, to), acl.get());
        }
    }
}
