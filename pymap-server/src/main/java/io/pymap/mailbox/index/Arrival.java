package io.pymap.mailbox.index;

import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Message;

/** A message that has everything but the UID and the mod-sequence, which the index gives. */
public record Arrival(Flags flags, InternalDate internalDate, String emailId, String threadId, Content content) {

    /** The same message for another mailbox. */
    public static Arrival copyOf(Message message) {
        return new Arrival(
                message.flags(), message.internalDate(), message.emailId(), message.threadId(), message.content());
    }
}
