package io.pymap.mailbox;

import java.util.List;

/** Where users and their mail are kept. Safe for use by many threads. */
public interface Backend extends AutoCloseable {

    /** Whether calls can wait for a disk or a network, so that they must not run on an event loop. */
    boolean mayBlock();

    Users users();

    /**
     * The mail of one user, whom the caller has authenticated.
     *
     * @throws MailboxException.NotFound where there is no such user
     */
    Account account(String user);

    /**
     * The mailboxes of others whose access control list gives this user, or anyone, a right. Sorted by owner and name.
     * Answers from an index or from memory, whatever the number of users.
     */
    List<SharedMailbox> sharedWith(String user);

    /**
     * Returns where users and mail can be read at this moment.
     *
     * @throws MailboxException.Unavailable where they cannot; a backend that may block says so within seconds
     */
    void ping();

    @Override
    void close();
}
