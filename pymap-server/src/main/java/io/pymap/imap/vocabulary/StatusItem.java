package io.pymap.imap.vocabulary;

import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxCounts;

/** One thing that STATUS tells of a mailbox. */
@FunctionalInterface
public interface StatusItem {

    /** The value in its wire form; nothing in it comes from outside. */
    String value(Mailbox mailbox, MailboxCounts counts, Authenticated session);
}
