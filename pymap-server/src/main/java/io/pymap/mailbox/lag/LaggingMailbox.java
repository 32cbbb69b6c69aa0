package io.pymap.mailbox.lag;

import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Changes;
import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.Rights;
import io.pymap.mailbox.StoreResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A mailbox whose messages are known as they were a while ago, and as they are to whoever changes something. */
record LaggingMailbox(LaggingBackend backend, String owner, Mailbox mailbox) implements Mailbox {

    /** The same for all objects that are the same mailbox. */
    record Key(String owner, String id, long uidValidity) {
        static Key of(String owner, Mailbox mailbox) {
            return new Key(owner, mailbox.id(), mailbox.uidValidity());
        }
    }

    Key key() {
        return Key.of(owner, mailbox);
    }

    private Optional<Replica> replica() {
        return backend.replica(this);
    }

    /** Knows the mailbox as it is. */
    void catchUp() {
        replica().ifPresent(Replica::catchUp);
    }

    /** Whoever changes the mailbox knows it as it is, with what has happened before. */
    private <T> T upToDate(Supplier<T> change) {
        try {
            return change.get();
        } finally {
            catchUp();
        }
    }

    private void upToDate(Runnable change) {
        upToDate(() -> {
            change.run();
            return this;
        });
    }

    @Override
    public String id() {
        return mailbox.id();
    }

    @Override
    public long uidValidity() {
        return mailbox.uidValidity();
    }

    @Override
    public boolean readOnly() {
        return mailbox.readOnly();
    }

    @Override
    public Rights rights() {
        return mailbox.rights();
    }

    @Override
    public MailboxCounts counts() {
        return replica().map(Replica::counts).orElseGet(mailbox::counts);
    }

    @Override
    public Flags flags() {
        return replica().map(Replica::flags).orElseGet(mailbox::flags);
    }

    @Override
    public List<Message> find(Collection<Long> uids) {
        return replica().map(replica -> replica.find(uids)).orElseGet(() -> mailbox.find(uids));
    }

    @Override
    public List<Message> append(List<NewMessage> messages) {
        return upToDate(() -> mailbox.append(messages));
    }

    @Override
    public StoreResult store(Collection<Long> uids, FlagChange change, long unchangedSince) {
        return upToDate(() -> mailbox.store(uids, change, unchangedSince));
    }

    @Override
    public void expungeDeleted(Collection<Long> uids) {
        upToDate(() -> mailbox.expungeDeleted(uids));
    }

    @Override
    public void remove(Collection<Long> uids) {
        upToDate(() -> mailbox.remove(uids));
    }

    @Override
    public CopiedUids copy(Collection<Long> uids, Mailbox target) {
        LaggingMailbox to = here(target);
        return upToDate(() -> to.upToDate(() -> mailbox.copy(uids, to.mailbox)));
    }

    @Override
    public CopiedUids move(Collection<Long> uids, Mailbox target) {
        LaggingMailbox to = here(target);
        return upToDate(() -> to.upToDate(() -> mailbox.move(uids, to.mailbox)));
    }

    @Override
    public Message replace(long uid, NewMessage message, Mailbox target) {
        LaggingMailbox to = here(target);
        return upToDate(() -> to.upToDate(() -> mailbox.replace(uid, message, to.mailbox)));
    }

    private static LaggingMailbox here(Mailbox target) {
        if (target instanceof LaggingMailbox mailbox) {
            return mailbox;
        }
        throw new IllegalArgumentException("Expected a mailbox of the same backend");
    }

    @Override
    public long firstRecentUid() {
        return mailbox.firstRecentUid();
    }

    @Override
    public long claimRecent(long lastUid) {
        return mailbox.claimRecent(lastUid);
    }

    @Override
    public Annotations annotations() {
        return mailbox.annotations();
    }

    @Override
    public void annotate(Map<String, Optional<byte[]>> changes) {
        upToDate(() -> mailbox.annotate(changes));
    }

    @Override
    public Acl acl() {
        return mailbox.acl();
    }

    @Override
    public void changeAcl(Acl.Change change) {
        mailbox.changeAcl(change);
    }

    @Override
    public Changes changesSince(long modSeq) {
        return replica().map(replica -> replica.changesSince(modSeq)).orElseGet(() -> mailbox.changesSince(modSeq));
    }

    @Override
    public Watch watch(Runnable onChange) {
        return mailbox.watch(onChange).and(backend.watch(this, onChange));
    }
}
