package io.pymap.backend.dict;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.index.MailboxIndex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/** The mailboxes of one user, in memory. */
final class DictAccount implements Account {

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<MailboxName, DictMailbox> mailboxes = new TreeMap<>();
    private final TreeSet<MailboxName> subscriptions = new TreeSet<>();
    private final String user;
    private final ObjectIds ids;
    private final ContentStore contents;
    private final Threads threads;
    private final long firstUid;
    private long lastUidValidity;

    DictAccount(String user, ObjectIds ids, ContentStore contents, long firstUid) {
        this.user = user;
        this.ids = ids;
        this.contents = contents;
        this.threads = new Threads(ids);
        this.firstUid = firstUid;
        create(MailboxName.INBOX);
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
    public Mailbox create(MailboxName name) {
        return create(name, false);
    }

    DictMailbox create(MailboxName name, boolean readOnly) {
        lock.lock();
        try {
            requireFree(name);
            // RFC 9051 6.3.4: a name that comes back needs a higher UIDVALIDITY than it ever had.
            lastUidValidity = Math.max(lastUidValidity + 1, ids.uidValidity());
            if (lastUidValidity > MailboxIndex.MAX_UID) {
                throw new MailboxException.OverLimit("No UIDVALIDITY is left for new mailboxes");
            }
            MailboxIndex index = new MailboxIndex(lastUidValidity, firstUid);
            DictMailbox mailbox = new DictMailbox(ids.next('F'), index, contents, threads, readOnly);
            mailboxes.put(name, mailbox);
            return mailbox;
        } finally {
            lock.unlock();
        }
    }

    /** A mailbox of this index, in place of one of that name. */
    DictMailbox replace(MailboxName name, MailboxIndex index) {
        lock.lock();
        try {
            lastUidValidity = Math.max(lastUidValidity, index.uidValidity());
            DictMailbox mailbox = new DictMailbox(ids.next('F'), index, contents, threads, false);
            mailboxes.put(name, mailbox);
            return mailbox;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void delete(MailboxName name) {
        if (name.isInbox()) {
            throw new MailboxException.NotAllowed("INBOX cannot be deleted");
        }
        lock.lock();
        try {
            if (mailboxes.remove(name) == null) {
                throw notFound();
            }
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
            // The target is there before the messages, and INBOX always is: no lock is needed around both.
            DictMailbox target = create(to, false);
            dictMailbox(from).orElseThrow(() -> notFound()).moveAllTo(target);
            return;
        }
        lock.lock();
        try {
            renameTree(from, to);
        } finally {
            lock.unlock();
        }
    }

    private void renameTree(MailboxName from, MailboxName to) {
        Map<MailboxName, DictMailbox> old = new TreeMap<>(mailboxes);
        old.keySet().removeIf(name -> !name.equals(from) && !name.isInferiorOf(from));
        if (old.isEmpty()) {
            throw notFound();
        }
        requireFree(to);
        Map<MailboxName, DictMailbox> renamed = new TreeMap<>();
        old.forEach((name, mailbox) -> renamed.put(name.moved(from, to), mailbox));
        for (MailboxName name : renamed.keySet()) {
            if (!old.containsKey(name)) {
                requireFree(name);
            }
        }
        mailboxes.keySet().removeAll(old.keySet());
        mailboxes.putAll(renamed);
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
    }

    @Override
    public void unsubscribe(MailboxName name) {
        lock.lock();
        try {
            subscriptions.remove(name);
        } finally {
            lock.unlock();
        }
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
