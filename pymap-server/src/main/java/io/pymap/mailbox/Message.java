package io.pymap.mailbox;

import io.pymap.mime.MimePart;
import java.time.Instant;

/**
 * One message as it stood at one moment. Never changes: a new flag makes a new {@code Message}.
 *
 * @param uid 1 to 4,294,967,295
 * @param modSeq mod-sequence of the last change (RFC 7162), at least 1
 * @param saveDate when it came into this mailbox (RFC 8514)
 * @param emailId identifies the content, within the account (RFC 8474 5.1)
 * @param threadId the conversation it belongs to, within the account (RFC 8474 5.2)
 */
public record Message(
        long uid,
        long modSeq,
        Flags flags,
        InternalDate internalDate,
        Instant saveDate,
        String emailId,
        String threadId,
        Content content) {

    public Message withFlags(Flags newFlags, long newModSeq) {
        return new Message(uid, newModSeq, newFlags, internalDate, saveDate, emailId, threadId, content);
    }

    /** The same with its content in memory: as slow as {@link Content#load}. */
    public Message loaded() {
        return new Message(uid, modSeq, flags, internalDate, saveDate, emailId, threadId, content.load());
    }

    /** The structure of the content, which is read for it: as slow as {@link Content#load}. */
    public MimePart parse() {
        Content.InMemory octets = content.load();
        return MimePart.parse(octets.array(), octets.offset(), octets.length());
    }

    /** In octets. */
    public long size() {
        return content.size();
    }
}
