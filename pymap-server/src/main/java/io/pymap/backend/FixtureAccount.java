package io.pymap.backend;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;

/** An account as the fixtures of tests need it: mailboxes get numbers that no command sets. */
public interface FixtureAccount extends Account {

    /**
     * Makes an empty mailbox with this UIDVALIDITY, in place of one of that name if there is one. Sessions that have the old
     * one selected keep what they see, as with DELETE.
     *
     * @param uidValidity 1 to 4,294,967,295
     * @param firstUid the UID of the first message, 1 to 4,294,967,295
     */
    Mailbox replace(MailboxName name, long uidValidity, long firstUid);

    /**
     * Gives a mailbox a higher UIDVALIDITY, and its messages new UIDs from the first one on; annotations and rights stay.
     * Sessions that have it selected keep what they see, as with DELETE.
     *
     * @throws MailboxException.NotFound where there is no such mailbox
     */
    Mailbox renumber(MailboxName name);

    /**
     * Leaves UIDs out: the next message of the mailbox gets this one or a higher one.
     *
     * @throws MailboxException.NotFound where there is no such mailbox
     */
    void skipTo(MailboxName name, long uid);
}
