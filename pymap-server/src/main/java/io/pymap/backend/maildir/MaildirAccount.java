package io.pymap.backend.maildir;

import io.pymap.backend.Allowance;
import io.pymap.backend.Allowance.Usage;
import io.pymap.backend.FixtureAccount;
import io.pymap.backend.Renames;
import io.pymap.backend.ServerEntries;
import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Quota;
import io.pymap.mailbox.SharedMailbox;
import io.pymap.mailbox.index.Watchers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** The mail of one user, in the folders below one directory. */
final class MaildirAccount implements FixtureAccount {

    /** Folders that are kept in memory though maybe nobody has them open. */
    private static final int MAX_FOLDERS = 256;

    private final ReentrantLock lock = new ReentrantLock(); // of the map alone
    private final ReentrantLock structure = new ReentrantLock(); // whoever adds, renames or removes folders
    private final Map<MailboxName, MaildirMailbox> open = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MailboxName, MaildirMailbox> eldest) {
            return size() > MAX_FOLDERS;
        }
    };
    private final Watchers watchers = new Watchers();
    private final Allowance allowance = new Allowance(this::usage, () -> limits());
    private final String user;
    private final Surroundings surroundings;
    private final ServerFiles server;
    private final FolderLayout layout;
    private final SubscriptionsFile subscriptions;
    private final UidValidityFile uidValidities;
    private final ThreadFile threads;
    private final StateFile<AccountState> state;

    /** @param root the user's INBOX, below which the other folders lie */
    MaildirAccount(String user, Path root, Layout layout, Surroundings surroundings, ServerFiles server) {
        this.user = user;
        this.surroundings = surroundings;
        this.server = server;
        this.layout = layout.below(root, surroundings.disk());
        this.subscriptions = new SubscriptionsFile(root, layout, surroundings.disk(), surroundings.locks());
        this.uidValidities = new UidValidityFile(root, surroundings.disk(), surroundings.locks());
        this.threads = new ThreadFile(root, surroundings.ids());
        this.state = new StateFile<>(surroundings, root.resolve("pymap-account"), AccountState.NEW, AccountState.FORM);
        if (!exists(MailboxName.INBOX)) {
            onDisk(() -> this.layout.create(MailboxName.INBOX));
        }
        structural(() -> {
            this.layout.recover();
            return true;
        });
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public List<MailboxName> mailboxes() {
        try {
            return layout.list();
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    @Override
    public Optional<Mailbox> find(MailboxName name) {
        return mailbox(name).map(mailbox -> mailbox);
    }

    private Optional<MaildirMailbox> mailbox(MailboxName name) {
        if (!exists(name)) {
            return Optional.empty();
        }
        Optional<MaildirMailbox> known = known(name);
        return known.isPresent() ? known : Optional.of(opened(name));
    }

    private Optional<MaildirMailbox> known(MailboxName name) {
        lock.lock();
        try {
            return Optional.ofNullable(open.get(name))
                    .filter(mailbox -> !mailbox.folder().isGone());
        } finally {
            lock.unlock();
        }
    }

    /** Reads the folder. Two threads that do so at the same time are as two processes; one of them is kept. */
    private MaildirMailbox opened(MailboxName name) {
        Folder folder = Folder.open(layout.directory(name), surroundings, uidValidities, threads, user);
        MaildirMailbox fresh = new MaildirMailbox(this, folder);
        lock.lock();
        try {
            MaildirMailbox other = open.get(name);
            if (other != null && !other.folder().isGone()) {
                return other;
            }
            open.put(name, fresh);
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private boolean exists(MailboxName name) {
        try {
            return layout.exists(name);
        } catch (MailboxException.NotAllowed e) { // no directory can have that name, so there is none
            return false;
        }
    }

    @Override
    public Mailbox create(MailboxName name, Annotations annotations) {
        MaildirMailbox created = allowance.spend(new Usage(0, 0, 1), () -> add(name, annotations));
        watchers.announce();
        return created;
    }

    private MaildirMailbox add(MailboxName name, Annotations annotations) {
        return structural(() -> {
            requireFree(name);
            layout.create(name);
            MaildirMailbox created = opened(name);
            if (!annotations.isEmpty()) {
                Map<String, Optional<byte[]>> changes = new HashMap<>();
                annotations.asMap().forEach((entry, value) -> changes.put(entry, Optional.of(value)));
                created.annotate(changes);
            }
            return created;
        });
    }

    /** Adds, renames or removes folders; of all threads and processes one at a time. */
    @SuppressWarnings("try") // the lock is only held
    private <T> T structural(Folder.Work<T> work) {
        structure.lock();
        try (DotLock held = DotLock.take(inbox().resolve("pymap-folders.lock"), surroundings.locks())) {
            return work.run();
        } catch (IOException e) {
            throw DiskFailure.of(e);
        } finally {
            structure.unlock();
        }
    }

    private Path inbox() {
        return layout.directory(MailboxName.INBOX);
    }

    @Override
    public void delete(MailboxName name) {
        if (name.isInbox()) {
            throw new MailboxException.NotAllowed("INBOX cannot be deleted");
        }
        MaildirMailbox deleted = structural(() -> {
            MaildirMailbox mailbox = existing(name);
            Path grave = Listing.Directory.TMP
                    .requiredIn(inbox())
                    .resolve(Graves.DELETED + surroundings.names().next());
            mailbox.folder().delete(grave, () -> layout.delete(name, Optional.of(grave)));
            forget(name);
            return mailbox;
        });
        accessKeys().forget(deleted.id());
        server.unshare(new SharedMailbox(user, name));
        watchers.announce();
    }

    @Override
    public Mailbox replace(MailboxName name, long uidValidity, long firstUid) {
        MaildirMailbox before = mailbox(name).orElseGet(() -> add(name, Annotations.NONE));
        onDisk(() -> uidValidities.raiseTo(uidValidity));
        Renumbering.empty(before.folder(), uidValidity, firstUid, user);
        accessKeys().forget(before.id());
        server.unshare(new SharedMailbox(user, name));
        watchers.announce();
        return existing(name);
    }

    @Override
    public Mailbox renumber(MailboxName name) {
        Renumbering.renumber(existing(name).folder(), uidValidities);
        watchers.announce();
        return existing(name);
    }

    @Override
    public void skipTo(MailboxName name, long uid) {
        existing(name).folder().skipTo(uid);
    }

    private MaildirMailbox existing(MailboxName name) {
        return mailbox(name).orElseThrow(MaildirAccount::notFound);
    }

    private void forget(MailboxName name) {
        lock.lock();
        try {
            open.remove(name);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void rename(MailboxName from, MailboxName to) {
        if (to.isInferiorOf(from)) {
            throw new MailboxException.NotAllowed("A mailbox cannot be moved below itself");
        }
        if (from.isInbox()) {
            MaildirMailbox inbox = existing(from);
            inbox.moveAllTo(add(to, inbox.annotations()));
        } else {
            structural(() -> {
                renameTree(from, to);
                return true;
            });
        }
        watchers.announce();
    }

    private void renameTree(MailboxName from, MailboxName to) {
        SortedMap<MailboxName, MailboxName> renames = Renames.of(from, to, mailboxes());
        renames.values().forEach(layout::directory); // refuses what cannot be, before anything is done
        renames.forEach(this::renameOne);
    }

    /** Where folders lie in each other, it may have been moved along with its superior. */
    private void renameOne(MailboxName from, MailboxName to) {
        Optional<MaildirMailbox> known = known(from);
        Path directory = layout.directory(to);
        if (exists(from)) {
            MaildirMailbox mailbox = existing(from);
            mailbox.folder().rename(directory, () -> layout.rename(from, to));
            known = Optional.of(mailbox);
        } else {
            known.ifPresent(mailbox -> mailbox.folder().movedTo(directory));
        }
        lock.lock();
        try {
            open.remove(from);
            known.ifPresent(mailbox -> open.put(to, mailbox));
        } finally {
            lock.unlock();
        }
        server.rename(user, from, to);
    }

    private void requireFree(MailboxName name) {
        layout.directory(name); // refuses what cannot be
        if (exists(name)) {
            throw new MailboxException.AlreadyExists("Mailbox already exists");
        }
    }

    @Override
    public List<MailboxName> subscriptions() {
        try {
            return subscriptions.names().stream().sorted().toList();
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    @Override
    public void subscribe(MailboxName name) {
        onDisk(() -> subscriptions.add(name));
        watchers.announce();
    }

    @Override
    public void unsubscribe(MailboxName name) {
        onDisk(() -> subscriptions.remove(name));
        watchers.announce();
    }

    @Override
    public Annotations annotations() {
        Map<String, byte[]> all = new TreeMap<>(server.annotations().asMap());
        all.putAll(state.get().annotations().asMap());
        return Annotations.of(all);
    }

    @Override
    public void annotate(Map<String, Optional<byte[]>> changes) {
        ServerEntries entries = ServerEntries.of(changes);
        // Looks first whether all of it can be, so that it is all or none.
        state.get().annotations().with(entries.own());
        if (!entries.shared().isEmpty()) {
            server.annotate(entries.shared());
        }
        if (!entries.own().isEmpty()) {
            state.change(before -> before.with(before.annotations().with(entries.own())));
            watchers.announce();
        }
    }

    @Override
    public MaildirAccessKeys accessKeys() {
        return new MaildirAccessKeys(state);
    }

    @Override
    public Quota quota() {
        return allowance.quota();
    }

    @Override
    public void limit(Map<Quota.Resource, Long> limits) {
        state.change(before -> before.withLimits(limits));
    }

    private Map<Quota.Resource, Long> limits() {
        return state.get().limits();
    }

    Allowance allowance() {
        return allowance;
    }

    private Usage usage() {
        List<MailboxName> names = mailboxes();
        Usage sum = new Usage(0, 0, names.size());
        for (MailboxName name : names) {
            Optional<MaildirMailbox> mailbox = mailbox(name);
            if (mailbox.isPresent()) {
                MailboxCounts counts = mailbox.get().counts();
                sum = sum.plus(new Usage(counts.size(), counts.messages(), 0));
            }
        }
        return sum;
    }

    @Override
    public Mailbox.Watch watch(Runnable onChange) {
        return watchers.add(onChange).and(server.watch(onChange));
    }

    /** Something about a mailbox has changed that is no message. */
    void announce() {
        watchers.announce();
    }

    /** Others have or have lost rights on a mailbox. */
    void sharesChanged(MaildirMailbox mailbox) {
        Acl acl = mailbox.folder().log().acl();
        nameOf(mailbox).ifPresent(name -> server.share(new SharedMailbox(user, name), acl));
    }

    private Optional<MailboxName> nameOf(MaildirMailbox mailbox) {
        lock.lock();
        try {
            return open.entrySet().stream()
                    .filter(entry -> entry.getValue() == mailbox)
                    .map(Map.Entry::getKey)
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    Mailbox.Watch watchDisk(Folder folder) {
        return server.disk().add(folder);
    }

    /** Removes all mail, also from disk. */
    void remove() {
        structure.lock();
        try {
            List<MailboxName> inferiorsFirst = new ArrayList<>(mailboxes());
            Collections.reverse(inferiorsFirst);
            for (MailboxName name : inferiorsFirst) {
                known(name).ifPresent(mailbox -> mailbox.folder().close());
                onDisk(() -> Graves.removeFolder(layout.directory(name)));
                server.unshare(new SharedMailbox(user, name));
            }
        } finally {
            structure.unlock();
        }
        close();
    }

    void close() {
        lock.lock();
        try {
            open.values().forEach(mailbox -> mailbox.folder().close());
            open.clear();
        } finally {
            lock.unlock();
        }
    }

    private static void onDisk(DiskWork work) {
        try {
            work.run();
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    private static MailboxException notFound() {
        return new MailboxException.NotFound("Mailbox does not exist");
    }
}
