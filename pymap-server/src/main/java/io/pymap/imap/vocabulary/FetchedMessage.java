package io.pymap.imap.vocabulary;

import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Message;
import io.pymap.mime.MimePart;
import io.pymap.summary.Derived;
import io.pymap.summary.Summaries;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message while FETCH writes it: opened, read and parsed at most once. */
public final class FetchedMessage implements AutoCloseable {

    /** Octets of a message that nobody minds having read. */
    private static final long AT_ONCE = 64 << 10;

    private final Message message;
    private final Flags flags;
    private final Summaries summaries;
    private @Nullable Content octets; // null until somebody asks
    private @Nullable MimePart mime; // as well

    /** @param flags as the session sees them */
    public FetchedMessage(Message message, Flags flags, Summaries summaries) {
        this.message = message;
        this.flags = flags;
        this.summaries = summaries;
    }

    public Message message() {
        return message;
    }

    public Flags flags() {
        return flags;
    }

    /**
     * All octets of the message, in memory or in an open file: whatever happens to it, they are there until this is closed.
     *
     * @throws io.pymap.mailbox.MailboxException.Gone where the message has been removed
     */
    public Content octets() {
        if (octets == null) {
            octets = message.content().open();
        }
        return octets;
    }

    public MimePart mime() {
        if (mime == null) {
            Content.InMemory loaded = octets().load();
            mime = MimePart.parse(loaded.array(), loaded.offset(), loaded.length());
        }
        return mime;
    }

    /** What follows from its octets, which are read only where nobody has asked for it lately. */
    public <T> T derived(Derived<T> what) {
        return summaries.get(what, message.content(), this::mime);
    }

    /** As {@link #derived}, where that costs no more than a glance: it is known, or the message is small or parsed already. */
    public <T> Optional<T> derivedAtOnce(Derived<T> what) {
        boolean quick = mime != null || message.size() <= AT_ONCE;
        return quick ? Optional.of(derived(what)) : summaries.known(what, message.content());
    }

    @Override
    public void close() {
        if (octets instanceof Content.InFile open) {
            open.file().close();
        }
    }
}
