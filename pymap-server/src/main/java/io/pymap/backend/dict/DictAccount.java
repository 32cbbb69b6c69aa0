package io.pymap.backend.dict;

import io.pymap.backend.Allowance;
import io.pymap.backend.Allowance.Usage;
import io.pymap.backend.FixtureAccount;
import io.pymap.backend.ObjectIds;
import io.pymap.backend.Renames;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Quota;
import io.pymap.mailbox.index.MailboxIndex;
import io.pymap.mailbox.index.Watchers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/** The mailboxes of one user, in memory. */
final class DictAccount implements FixtureAccount {

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<MailboxName, DictMailbox> mailboxes = new TreeMap<>();
    private final TreeSet<MailboxName> subscriptions = new TreeSet<>();
    private final Watchers watchers = new Watchers();
    private final DictAccessKeys accessKeys = new DictAccessKeys();
    private volatile Map<Quota.Resource, Long> limits = Map.of();
    private final Allowance allowance = new Allowance(this::usage, () -> limits);
    private final String user;
    private final ObjectIds ids;
    private final ContentStore contents;
    private final Threads threads;
    private final long firstUid;
    private final ServerAnnotations server;
    private long lastUidValidity;

    DictAccount(String user, ObjectIds ids, ContentStore contents, ServerAnnotations server, long firstUid) {
        this.user = user;
        this.ids = ids;
        this.contents = contents;
        this.server = server;
        this.threads = new Threads(ids);
        this.firstUid = firstUid;
        add(MailboxName.INBOX, Annotations.NONE, false);
    }

    private DictAccount(DictAccount original) {
        user = original.user;
        ids = original.ids;
        contents = original.contents;
        server = original.server;
        threads = original.threads.copy();
        firstUid = original.firstUid;
    }

    /** As it is now, and watched by nobody. */
    DictAccount copy() {
        DictAccount copy = new DictAccount(this);
        lock.lock();
        try {
            mailboxes.forEach((name, mailbox) -> copy.mailboxes.put(name, mailbox.copyTo(copy)));
            copy.subscriptions.addAll(subscriptions);
            copy.lastUidValidity = lastUidValidity;
        } finally {
            lock.unlock();
        }
        copy.accessKeys.putAll(accessKeys.asMap());
        copy.limits = limits;
        return copy;
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public List<MailboxName> mailboxes() {
        lock.lock();
        try {
            return List.copyOf(mailboxes.keySet());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Mailbox> find(MailboxName name) {
        return dictMailbox(name).map(mailbox -> mailbox);
    }

    Optional<DictMailbox> dictMailbox(MailboxName name) {
        lock.lock();
        try {
            return Optional.ofNullable(mailboxes.get(name));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public DictMailbox create(MailboxName name, Annotations initial) {
        DictMailbox created = allowance.spend(new Usage(0, 0, 1), () -> add(name, initial, false));
        watchers.announce();
        return created;
    }

    DictMailbox createReadOnly(MailboxName name) {
        return add(name, Annotations.NONE, true);
    }

    private DictMailbox add(MailboxName name, Annotations initial, boolean readOnly) {
        lock.lock();
        try {
            requireFree(name);
            // RFC 9051 6.3.4: a name that comes back needs a higher UIDVALIDITY than it ever had.
            lastUidValidity = Math.max(lastUidValidity + 1, ids.uidValidity());
            if (lastUidValidity > MailboxIndex.MAX_UID) {
                throw new MailboxException.OverLimit("No UIDVALIDITY is left for new mailboxes");
            }
            MailboxIndex index = new MailboxIndex(lastUidValidity, firstUid, ids.clock());
            DictMailbox mailbox = new DictMailbox(ids.next('F'), index, this, initial, readOnly);
            mailboxes.put(name, mailbox);
            return mailbox;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public DictMailbox replace(MailboxName name, long uidValidity, long uid) {
        MailboxIndex index = new MailboxIndex(uidValidity, uid, ids.clock());
        DictMailbox mailbox;
        Optional<DictMailbox> before;
        lock.lock();
        try {
            lastUidValidity = Math.max(lastUidValidity, index.uidValidity());
            mailbox = new DictMailbox(ids.next('F'), index, this, Annotations.NONE, false);
            before = Optional.ofNullable(mailboxes.put(name, mailbox));
        } finally {
            lock.unlock();
        }
        before.ifPresent(gone -> accessKeys.forget(gone.id()));
        return mailbox;
    }

    @Override
    public DictMailbox renumber(MailboxName name) {
        DictMailbox before = dictMailbox(name).orElseThrow(DictAccount::notFound);
        DictMailbox after;
        lock.lock();
        try {
            lastUidValidity = Math.max(lastUidValidity, before.uidValidity()) + 1;
            MailboxIndex index = new MailboxIndex(lastUidValidity, firstUid, ids.clock());
            after = before.renumbered(index);
            mailboxes.put(name, after);
        } finally {
            lock.unlock();
        }
        watchers.announce();
        return after;
    }

    @Override
    public void skipTo(MailboxName name, long uid) {
        dictMailbox(name).orElseThrow(DictAccount::notFound).skipTo(uid);
    }

    @Override
    public void delete(MailboxName name) {
        if (name.isInbox()) {
            throw new MailboxException.NotAllowed("INBOX cannot be deleted");
        }
        DictMailbox deleted;
        lock.lock();
        try {
            deleted = Optional.ofNullable(mailboxes.remove(name)).orElseThrow(DictAccount::notFound);
        } finally {
            lock.unlock();
        }
        accessKeys.forget(deleted.id());
        watchers.announce();
    }

    @Override
    public void rename(MailboxName from, MailboxName to) {
        if (to.isInferiorOf(from)) {
            throw new MailboxException.NotAllowed("A mailbox cannot be moved below itself");
        }
        if (from.isInbox()) {
            // The target is there before the messages, and INBOX always is: no lock is needed around both.
            DictMailbox inbox = dictMailbox(from).orElseThrow(() -> notFound());
            DictMailbox target = add(to, inbox.annotations(), false);
            inbox.moveAllTo(target);
            watchers.announce();
            return;
        }
        lock.lock();
        try {
            renameTree(from, to);
        } finally {
            lock.unlock();
        }
        watchers.announce();
    }

    private void renameTree(MailboxName from, MailboxName to) {
        Map<MailboxName, MailboxName> renames = Renames.of(from, to, mailboxes.keySet());
        Map<MailboxName, DictMailbox> before = new TreeMap<>(mailboxes);
        mailboxes.keySet().removeAll(renames.keySet());
        before.forEach((name, mailbox) -> mailboxes.put(renames.getOrDefault(name, name), mailbox));
    }

    @Override
    public List<MailboxName> subscriptions() {
        lock.lock();
        try {
            return List.copyOf(subscriptions);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void subscribe(MailboxName name) {
        lock.lock();
        try {
            subscriptions.add(name);
        } finally {
            lock.unlock();
        }
        watchers.announce();
    }

    @Override
    public void unsubscribe(MailboxName name) {
        lock.lock();
        try {
            subscriptions.remove(name);
        } finally {
            lock.unlock();
        }
        watchers.announce();
    }

    @Override
    public Annotations annotations() {
        return server.annotations(user);
    }

    @Override
    public void annotate(Map<String, Optional<byte[]>> changes) {
        server.annotate(user, changes);
    }

    @Override
    public DictAccessKeys accessKeys() {
        return accessKeys;
    }

    @Override
    public Quota quota() {
        return allowance.quota();
    }

    @Override
    public void limit(Map<Quota.Resource, Long> limits) {
        this.limits = Map.copyOf(limits);
    }

    @Override
    public Mailbox.Watch watch(Runnable onChange) {
        return watchers.add(onChange).and(server.watch(onChange));
    }

    /** Something about a mailbox has changed that is no message. */
    void announce() {
        watchers.announce();
    }

    Allowance allowance() {
        return allowance;
    }

    ContentStore contents() {
        return contents;
    }

    Threads threads() {
        return threads;
    }

    /** The names of those mailboxes on which the user has a right. */
    List<MailboxName> sharedWith(String other) {
        lock.lock();
        try {
            return mailboxes.entrySet().stream()
                    .filter(entry -> !entry.getValue().acl().of(other).isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private Usage usage() {
        List<DictMailbox> all;
        lock.lock();
        try {
            all = List.copyOf(mailboxes.values());
        } finally {
            lock.unlock();
        }
        Usage sum = new Usage(0, 0, all.size());
        for (DictMailbox mailbox : all) {
            MailboxCounts counts = mailbox.counts();
            sum = sum.plus(new Usage(counts.size(), counts.messages(), 0));
        }
        return sum;
    }

    private void requireFree(MailboxName name) {
        if (mailboxes.containsKey(name)) {
            throw new MailboxException.AlreadyExists("Mailbox already exists");
        }
    }

    private static MailboxException notFound() {
        return new MailboxException.NotFound("Mailbox does not exist");
    }
}
