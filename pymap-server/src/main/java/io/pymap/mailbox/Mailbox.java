package io.pymap.mailbox;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages of one mailbox. Safe for use by many sessions at once; may block where the backend does. */
public interface Mailbox {

    /** Never changes, also when the mailbox is renamed. RFC 8474 4. */
    String id();

    /** 1 to 4,294,967,295. */
    long uidValidity();

    /** Whether nobody can change it, whatever the rights. */
    boolean readOnly();

    /** What the user through whose account this was found may do with it. RFC 4314. */
    default Rights rights() {
        return Rights.ALL;
    }

    MailboxCounts counts();

    /** System flags and every keyword that has been used here. */
    Flags flags();

    /** Those of the messages that exist, in UID order. */
    List<Message> find(Collection<Long> uids);

    /**
     * Adds the messages, all or none, with ascending UIDs.
     *
     * @throws MailboxException.ReadOnly where the mailbox is
     * @throws MailboxException.OverLimit where there is no room
     * @throws MailboxException.OverQuota where the owner may not have so much
     */
    List<Message> append(List<NewMessage> messages);

    /**
     * Changes the flags of those messages that still exist.
     *
     * @param unchangedSince leaves alone what has a higher mod-sequence (RFC 7162 3.1.3); {@link Long#MAX_VALUE} for none
     * @throws MailboxException.ReadOnly where the mailbox is
     */
    StoreResult store(Collection<Long> uids, FlagChange change, long unchangedSince);

    /** Removes those of the messages that have {@code \Deleted} at this moment. */
    void expungeDeleted(Collection<Long> uids);

    /** Removes the messages, whatever their flags. */
    void remove(Collection<Long> uids);

    /**
     * Copies those messages that still exist, all or none, in ascending order of UIDs, with flags and dates.
     *
     * @param target a mailbox of the same backend, maybe this one
     * @throws MailboxException.OverQuota where the owner of the target may not have so much
     */
    CopiedUids copy(Collection<Long> uids, Mailbox target);

    /** As {@link #copy}, and removes the originals: no message is ever in both or in neither when this ends. */
    CopiedUids move(Collection<Long> uids, Mailbox target);

    /**
     * Adds a message to the target and removes this one, whatever its flags: both or neither, as {@link #move} does. Where
     * both are of one owner, only what the new message takes up beyond the old one counts. RFC 8508 3.4.
     *
     * @param target a mailbox of the same backend, maybe this one
     * @return the new message
     * @throws MailboxException.NotFound where there is no message with that UID any more
     * @throws MailboxException.ReadOnly where one of the mailboxes is
     * @throws MailboxException.OverLimit where there is no room
     * @throws MailboxException.OverQuota where the owner of the target may not have so much
     */
    Message replace(long uid, NewMessage message, Mailbox target);

    /** UIDs from this one on are recent: no session has claimed them. */
    long firstRecentUid();

    /**
     * Claims the recent messages with UIDs up to this one for one session: they are no more recent for others. Answers what
     * {@link #firstRecentUid} was before. RFC 3501 2.3.2.
     */
    long claimRecent(long lastUid);

    /** Annotations of this mailbox. RFC 5464. */
    Annotations annotations();

    /**
     * Sets annotations, or removes them where the value is empty; all or none. The highest mod-sequence rises (RFC 7162
     * 3.2).
     *
     * @throws MailboxException.OverLimit as {@link Annotations#with}
     */
    void annotate(Map<String, Optional<byte[]>> changes);

    /** Who may do what here. Nobody is held to it by the backend: that is done where users are known. */
    Acl acl();

    /** @throws MailboxException.OverLimit as {@link Acl#with} */
    void changeAcl(Acl.Change change);

    /** The one source of news: polls, IDLE, CHANGEDSINCE and QRESYNC all read it. 0 asks for everything. */
    Changes changesSince(long modSeq);

    /**
     * Calls {@code onChange} after every change until the watch is closed, on any thread and with no lock held. It says
     * that there is news, not what.
     */
    Watch watch(Runnable onChange);

    /** Ends when closed. */
    interface Watch extends AutoCloseable {
        @Override
        void close();

        /** Ends both when closed. */
        default Watch and(Watch other) {
            return () -> {
                close();
                other.close();
            };
        }
    }
}
