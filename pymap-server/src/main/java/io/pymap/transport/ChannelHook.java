package io.pymap.transport;

import io.netty.channel.ChannelHandler;
import io.pymap.imap.syntax.Frame;

/**
 * Puts a handler of its own into every connection, between the framer and the session: it is given whole {@link Frame}s on
 * the way in and the session's octets on the way out, above TLS and compression. For servers that are to misbehave.
 */
public interface ChannelHook {

    /** Puts no handler anywhere: connections are as if there were no such thing. */
    ChannelHook NONE = connection -> {
        throw new IllegalStateException("asked for a handler where there is none");
    };

    /** The name that the handler has in the pipeline. */
    String NAME = "hook";

    /**
     * A new handler for one connection, added ahead of its greeting. Called on the connection's event loop. What a client sends
     * is read on only as far as the handler passes on calls of {@code read}.
     */
    ChannelHandler handler(HookedConnection connection);
}
