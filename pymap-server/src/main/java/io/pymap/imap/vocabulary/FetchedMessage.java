package io.pymap.imap.vocabulary;

import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Message;
import io.pymap.mime.MimePart;
import org.jspecify.annotations.Nullable;

/** A message while FETCH writes it: read and parsed at most once. */
public final class FetchedMessage {

    private final Message message;
    private final Flags flags;
    private @Nullable MimePart mime; // null until somebody asks

    /** @param flags as the session sees them */
    public FetchedMessage(Message message, Flags flags) {
        this.message = message;
        this.flags = flags;
    }

    public Message message() {
        return message;
    }

    public Flags flags() {
        return flags;
    }

    public MimePart mime() {
        if (mime == null) {
            mime = message.parse();
        }
        return mime;
    }
}
