package io.pymap.mailbox;

import java.util.List;
import java.util.Optional;

/** The mailboxes of one user. INBOX always exists. Safe for use by many sessions; may block where the backend does. */
public interface Account {

    String user();

    /** Every mailbox that exists, sorted. A parent that does not exist itself is not listed. */
    List<MailboxName> mailboxes();

    Optional<Mailbox> find(MailboxName name);

    /** @throws MailboxException.AlreadyExists where the name is taken */
    Mailbox create(MailboxName name);

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
     * to a new mailbox, leaves INBOX empty and does not touch its inferiors (RFC 9051 6.3.6).
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
}
