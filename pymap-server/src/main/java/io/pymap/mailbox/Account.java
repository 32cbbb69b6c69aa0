package io.pymap.mailbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mailboxes of one user. INBOX always exists. Safe for use by many sessions; may block where the backend does. */
public interface Account {

    String user();

    /** Where mailboxes are: the user's own ones, and no others unless said otherwise. */
    default Namespaces namespaces() {
        return Namespaces.PERSONAL;
    }

    /** The user to whom a mailbox of that name belongs, or would. */
    default String ownerOf(MailboxName name) {
        return user();
    }

    /** Every mailbox that exists, sorted. A parent that does not exist itself is not listed. */
    List<MailboxName> mailboxes();

    Optional<Mailbox> find(MailboxName name);

    /** As {@link #create(MailboxName, Annotations)}, with none. */
    default Mailbox create(MailboxName name) {
        return create(name, Annotations.NONE);
    }

    /**
     * Adds an empty mailbox, on which the user has all rights.
     *
     * @param annotations that it has from the start
     * @throws MailboxException.AlreadyExists where the name is taken
     * @throws MailboxException.OverQuota where the user may not have so many
     */
    Mailbox create(MailboxName name, Annotations annotations);

    /**
     * Removes one mailbox and its messages; inferiors stay. Sessions that have it selected keep what they see (RFC 2180
     * 3.2).
     *
     * @throws MailboxException.NotFound where it does not exist
     * @throws MailboxException.NotAllowed for INBOX
     */
    void delete(MailboxName name);

    /**
     * Gives a mailbox, and those below it, other names. Ids, UIDs and UIDVALIDITY stay. Renaming INBOX moves its messages
     * to a new mailbox, copies its annotations (RFC 5464 4.1), leaves INBOX empty and does not touch its inferiors (RFC 9051
     * 6.3.6).
     *
     * @throws MailboxException.NotFound where neither {@code from} nor anything below it exists
     * @throws MailboxException.AlreadyExists where {@code to}, or a name below it that is needed, is taken
     * @throws MailboxException.NotAllowed where {@code to} lies below {@code from}
     */
    void rename(MailboxName from, MailboxName to);

    /** Sorted; a subscribed mailbox need not exist (RFC 9051 6.3.7). */
    List<MailboxName> subscriptions();

    void subscribe(MailboxName name);

    void unsubscribe(MailboxName name);

    /** Annotations of the server: those below {@code /shared/} are the same for all users. RFC 5464. */
    Annotations annotations();

    /**
     * Sets annotations, or removes them where the value is empty; all or none.
     *
     * @throws MailboxException.OverLimit as {@link Annotations#with}
     */
    void annotate(Map<String, Optional<byte[]>> changes);

    /** The secrets with which this user vouches for URLs of mailboxes, also of those of others. RFC 4467. */
    AccessKeys accessKeys();

    /** What this user's mail takes up, taken mailbox by mailbox. */
    Quota quota();

    /** Sets the limits of this user's mail, in place of all that there were. What is there already stays. */
    void limit(Map<Quota.Resource, Long> limits);

    /**
     * Calls {@code onChange} after a mailbox has come, gone, or got another name, and after every change of subscriptions,
     * annotations and access control lists, until the watch is closed; on any thread and with no lock held. What happens
     * to messages {@link Mailbox#watch} tells.
     */
    Mailbox.Watch watch(Runnable onChange);
}
