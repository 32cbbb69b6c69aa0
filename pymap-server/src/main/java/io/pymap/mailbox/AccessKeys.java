package io.pymap.mailbox;

import java.util.Optional;

/**
 * The secrets with which one user vouches for URLs, one for a mailbox: the mailbox access key table of RFC 4467 2.2. A key
 * belongs to the mailbox and not to its name: it stays when the mailbox is renamed and is gone when it is deleted, whoever
 * gets the name then. Keys of several users for the same mailbox have nothing to do with each other.
 *
 * <p>Safe for use by many sessions; may block where the backend does.
 */
public interface AccessKeys {

    /** Keys that one user has at most. */
    int MAX_KEYS = 10_000;

    /** The key of the mailbox, if it has one. */
    Optional<AccessKey> find(Mailbox mailbox);

    /**
     * The key of the mailbox: a new one, at random, where it has none.
     *
     * @throws MailboxException.OverLimit where that would be one too many
     */
    AccessKey obtain(Mailbox mailbox);

    /**
     * Gives the mailbox a new key, so that what the old one has vouched for is void.
     *
     * @throws MailboxException.OverLimit as {@link #obtain}
     */
    AccessKey renew(Mailbox mailbox);

    /** Takes the keys of all mailboxes away. */
    void clear();
}
