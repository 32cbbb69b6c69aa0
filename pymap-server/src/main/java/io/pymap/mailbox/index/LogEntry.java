package io.pymap.mailbox.index;

import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Message;

/** One change in the log of a mailbox, as somebody else has written it. */
public sealed interface LogEntry {

    long modSeq();

    /** A new message. */
    record Added(Message message) implements LogEntry {
        @Override
        public long modSeq() {
            return message.modSeq();
        }
    }

    /** A message has other flags. */
    record Flagged(long uid, long modSeq, Flags flags) implements LogEntry {}

    /** A message is gone. */
    record Expunged(long uid, long modSeq) implements LogEntry {}

    /** A change that is of no message. */
    record Touched(long modSeq) implements LogEntry {}
}
