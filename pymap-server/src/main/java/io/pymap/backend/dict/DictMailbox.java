package io.pymap.backend.dict;

import io.pymap.backend.Allowance.Usage;
import io.pymap.backend.ThreadHeaders;
import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Changes;
import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.StoreResult;
import io.pymap.mailbox.index.Arrival;
import io.pymap.mailbox.index.MailboxIndex;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A mailbox in memory. Does not know its name, so it lives on for its sessions when it is renamed or deleted. */
final class DictMailbox implements Mailbox {

    /** Messages that come at once, from which on it is worth to use more than one thread. */
    private static final int MANY = 256;

    private final String id;
    private final MailboxIndex index;
    private final DictAccount account;
    private final boolean readOnly;
    private final ReentrantLock lock = new ReentrantLock();
    private Annotations annotations;
    private Acl acl;

    DictMailbox(String id, MailboxIndex index, DictAccount account, Annotations annotations, boolean readOnly) {
        this.id = id;
        this.index = index;
        this.account = account;
        this.annotations = annotations;
        this.acl = Acl.ownedBy(account.user());
        this.readOnly = readOnly;
    }

    /** As it is now, in another account, and watched by nobody. */
    DictMailbox copyTo(DictAccount other) {
        lock.lock();
        try {
            DictMailbox copy = new DictMailbox(id, index.copy(), other, annotations, readOnly);
            copy.acl = acl;
            return copy;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long uidValidity() {
        return index.uidValidity();
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public MailboxCounts counts() {
        return index.counts();
    }

    @Override
    public Flags flags() {
        return index.flags();
    }

    @Override
    public List<Message> find(Collection<Long> uids) {
        return index.find(uids);
    }

    @Override
    public List<Message> append(List<NewMessage> messages) {
        requireWritable(this);
        return account.allowance().spend(Usage.ofNew(messages), () -> fill(messages));
    }

    /** As {@link #append}, also into a mailbox that is read-only for everybody else. */
    List<Message> fill(List<NewMessage> messages) {
        // Many are seeds of a test, which waits for them: all processors read them.
        Stream<NewMessage> stream = messages.size() < MANY ? messages.stream() : messages.parallelStream();
        List<Examined> examined = stream.map(this::examine).toList();
        return index.append(examined.stream().map(this::arrival).toList());
    }

    /** A message, and what its octets tell. */
    private record Examined(NewMessage message, ContentStore.Stored stored, ThreadHeaders headers) {}

    private Examined examine(NewMessage message) {
        ContentStore.Stored stored = account.contents().put(message.content());
        return new Examined(message, stored, ThreadHeaders.scan(stored.content().load()));
    }

    /** One behind the other, as threads get their ids in the order of messages. */
    private Arrival arrival(Examined examined) {
        ContentStore.Stored stored = examined.stored();
        NewMessage message = examined.message();
        String threadId = account.threads().threadOf(examined.headers());
        return new Arrival(message.flags(), message.internalDate(), stored.emailId(), threadId, stored.content());
    }

    private Arrival arrival(NewMessage message) {
        return arrival(examine(message));
    }

    @Override
    public StoreResult store(Collection<Long> uids, FlagChange change, long unchangedSince) {
        requireWritable(this);
        return index.store(uids, change, unchangedSince);
    }

    @Override
    public void expungeDeleted(Collection<Long> uids) {
        requireWritable(this);
        index.expungeDeleted(uids);
    }

    @Override
    public void remove(Collection<Long> uids) {
        requireWritable(this);
        index.remove(uids);
    }

    @Override
    public CopiedUids copy(Collection<Long> uids, Mailbox target) {
        DictMailbox to = writable(target);
        return to.account.allowance().spend(sizeOf(uids), () -> index.copy(uids, to.index));
    }

    @Override
    public CopiedUids move(Collection<Long> uids, Mailbox target) {
        requireWritable(this);
        DictMailbox to = writable(target);
        if (to.account.equals(account)) {
            return index.move(uids, to.index); // takes up no more than before
        }
        return to.account.allowance().spend(sizeOf(uids), () -> index.move(uids, to.index));
    }

    @Override
    public Message replace(long uid, NewMessage message, Mailbox target) {
        requireWritable(this);
        DictMailbox to = writable(target);
        Usage usage = Usage.ofNew(List.of(message));
        if (to.account.equals(account)) {
            usage = usage.inPlaceOf(sizeOf(List.of(uid)));
        }
        return to.account
                .allowance()
                .spend(usage, () -> index.replace(uid, to.arrival(message), to.index))
                .orElseThrow(() -> new MailboxException.NotFound("The message is gone"));
    }

    private Usage sizeOf(Collection<Long> uids) {
        return Usage.of(index.find(uids));
    }

    @Override
    public long firstRecentUid() {
        return index.firstRecentUid();
    }

    /** Claims nothing in a read-only mailbox, where nothing can change. */
    @Override
    public long claimRecent(long lastUid) {
        return readOnly ? index.firstRecentUid() : index.claimRecent(lastUid);
    }

    /** As {@link #claimRecent}, also in a read-only mailbox. */
    void settle() {
        index.claimRecent(Long.MAX_VALUE);
    }

    void skipTo(long uid) {
        index.skipTo(uid);
    }

    @Override
    public Changes changesSince(long modSeq) {
        return index.changesSince(modSeq);
    }

    @Override
    public Watch watch(Runnable onChange) {
        return index.watch(onChange);
    }

    @Override
    public Annotations annotations() {
        lock.lock();
        try {
            return annotations;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void annotate(Map<String, Optional<byte[]>> changes) {
        lock.lock();
        try {
            annotations = annotations.with(changes);
        } finally {
            lock.unlock();
        }
        index.touch();
        account.announce();
    }

    @Override
    public Acl acl() {
        lock.lock();
        try {
            return acl;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void changeAcl(Acl.Change change) {
        lock.lock();
        try {
            acl = acl.with(change);
        } finally {
            lock.unlock();
        }
        account.announce();
    }

    /** A mailbox of that index with the messages of this one, their dates, annotations and rights. */
    DictMailbox renumbered(MailboxIndex fresh) {
        fresh.append(
                index.changesSince(0).updated().stream().map(Arrival::copyOf).toList());
        DictMailbox renumbered = new DictMailbox(id, fresh, account, annotations(), readOnly);
        renumbered.acl = acl();
        return renumbered;
    }

    /** Every message of this one, for good, to another mailbox. */
    void moveAllTo(DictMailbox target) {
        List<Long> uids =
                index.changesSince(0).updated().stream().map(Message::uid).toList();
        index.move(uids, target.index);
    }

    private static DictMailbox writable(Mailbox target) {
        if (!(target instanceof DictMailbox mailbox)) {
            throw new IllegalArgumentException("Expected a mailbox of the same backend");
        }
        requireWritable(mailbox);
        return mailbox;
    }

    private static void requireWritable(DictMailbox mailbox) {
        if (mailbox.readOnly) {
            throw new MailboxException.ReadOnly("The mailbox is read-only");
        }
    }
}
