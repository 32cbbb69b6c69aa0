package io.pymap.backend.dict;

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

/** A mailbox in memory. Does not know its name, so it lives on for its sessions when it is renamed or deleted. */
final class DictMailbox implements Mailbox {

    private final String id;
    private final MailboxIndex index;
    private final ContentStore contents;
    private final Threads threads;
    private final boolean readOnly;

    DictMailbox(String id, MailboxIndex index, ContentStore contents, Threads threads, boolean readOnly) {
        this.id = id;
        this.index = index;
        this.contents = contents;
        this.threads = threads;
        this.readOnly = readOnly;
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
    public List<Message> append(List<NewMessage> messages) {
        requireWritable(this);
        return fill(messages);
    }

    /** As {@link #append}, also into a mailbox that is read-only for everybody else. */
    List<Message> fill(List<NewMessage> messages) {
        return index.append(messages.stream().map(this::arrival).toList());
    }

    private Arrival arrival(NewMessage message) {
        ContentStore.Stored stored = contents.put(message.content());
        String threadId = threads.threadOf(ThreadHeaders.scan(stored.content().load()));
        return new Arrival(message.flags(), message.internalDate(), stored.emailId(), threadId, stored.content());
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
        return index.copy(uids, writable(target).index);
    }

    @Override
    public CopiedUids move(Collection<Long> uids, Mailbox target) {
        requireWritable(this);
        return index.move(uids, writable(target).index);
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
