package io.pymap.backend.maildir;

import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.MailboxName;
import java.util.List;
import java.util.function.Consumer;

/** The mail of one user, where it is noted down when each operation begins and what is acknowledged of it. */
interface RecordedMail {

    /** Where it is noted down. */
    interface Notes {
        void add(Consumer<Promises> event);
    }

    /** The UIDs that they got. */
    List<Long> append(MailboxName name, List<Letter> letters);

    void store(MailboxName name, List<Long> uids, FlagChange change);

    CopiedUids copy(MailboxName name, List<Long> uids, MailboxName target);

    CopiedUids move(MailboxName name, List<Long> uids, MailboxName target);

    /** The UID of the message that takes the place of the other. */
    long replace(MailboxName name, long uid, Letter letter, MailboxName target);

    void expunge(MailboxName name, List<Long> uids);

    void create(MailboxName name);

    void delete(MailboxName name);

    void rename(MailboxName from, MailboxName to);

    void subscribe(MailboxName name, boolean on);

    /** As SELECT does: what is recent is not so any more. */
    void claimRecent(MailboxName name);
}
