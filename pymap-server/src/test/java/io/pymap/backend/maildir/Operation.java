package io.pymap.backend.maildir;

import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.MailboxName;
import java.util.List;

/** What a client asks for. Two equal ones are still two: they are told apart by identity. */
sealed interface Operation {

    /** A message on its way in. */
    record Sent(String sha256, Flags flags, long date) {}

    record Append(MailboxName mailbox, List<Sent> messages) implements Operation {}

    record Store(MailboxName mailbox, List<Long> uids, FlagChange change) implements Operation {}

    record Copy(MailboxName mailbox, List<Long> uids, MailboxName target) implements Operation {}

    record Move(MailboxName mailbox, List<Long> uids, MailboxName target) implements Operation {}

    record Replace(MailboxName mailbox, long uid, Sent message, MailboxName target) implements Operation {}

    record Expunge(MailboxName mailbox, List<Long> uids) implements Operation {}

    record Create(MailboxName mailbox) implements Operation {}

    record Delete(MailboxName mailbox) implements Operation {}

    record Rename(MailboxName mailbox, MailboxName to) implements Operation {}

    record Subscribe(MailboxName mailbox, boolean on) implements Operation {}
}
