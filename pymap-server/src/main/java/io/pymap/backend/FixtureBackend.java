package io.pymap.backend;

import io.pymap.mailbox.Backend;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;

/**
 * A backend as the fixtures of tests need it: mailboxes get numbers that no command sets, and all mail can become again what
 * it was at an earlier moment.
 */
public interface FixtureBackend extends Backend {

    /**
     * Makes an empty mailbox with this UIDVALIDITY, in place of one of that name if there is one. Sessions that have the old
     * one selected keep what they see, as with DELETE.
     *
     * @param uidValidity 1 to 4,294,967,295
     * @param firstUid the UID of the first message, 1 to 4,294,967,295
     * @throws MailboxException.NotFound where there is no such user
     */
    Mailbox replace(String user, MailboxName name, long uidValidity, long firstUid);

    /**
     * Gives a mailbox a higher UIDVALIDITY, and its messages new UIDs from the first one on; annotations and rights stay.
     * Sessions that have it selected keep what they see, as with DELETE.
     *
     * @throws MailboxException.NotFound where there is no such user or mailbox
     */
    Mailbox renumber(String user, MailboxName name);

    /**
     * Leaves UIDs out: the next message of the mailbox gets this one or a higher one.
     *
     * @throws MailboxException.NotFound where there is no such user or mailbox
     */
    void skipTo(String user, MailboxName name, long uid);

    /** Users and mail as they are now, down to UIDs and mod-sequences. Nobody should change them meanwhile. */
    Savepoint savepoint();

    /** Reads everything anew: others have made users and mail what they were at a savepoint. Sessions must have ended. */
    void forget();

    /** A moment to come back to, as often as wanted. */
    interface Savepoint extends AutoCloseable {

        /**
         * Makes users and mail what they were, whatever has happened since: UIDs, UIDVALIDITY and mod-sequences go back as
         * well. Sessions must have ended.
         */
        void restore();

        /** There is no coming back any more. */
        @Override
        void close();
    }
}
