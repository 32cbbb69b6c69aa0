package io.pymap.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.pymap.imap.syntax.Frame;
import io.pymap.time.Timers;
import java.util.Optional;
import java.util.function.Consumer;

/** What a hook may do to a connection beside what its handler does. To be used on the connection's event loop. */
public final class HookedConnection {

    private final String id;
    private final Channel channel;
    private final CommandFramer framer;
    private final Timers timers;
    private final ConnectionTap tap;

    HookedConnection(String id, Channel channel, CommandFramer framer, Timers timers, ConnectionTap tap) {
        this.id = id;
        this.channel = channel;
        this.framer = framer;
        this.timers = timers;
        this.tap = tap;
    }

    /** As in logs and transcripts. */
    public String id() {
        return id;
    }

    /** The server's time. */
    public Timers timers() {
        return timers;
    }

    /** Reads on behind a command that is a barrier and that the session does not get to see. */
    public void proceed() {
        framer.later(channel, framer::proceed);
    }

    /** Drops the command under way with its literal, where the session does not get to see the announcement. */
    public void refuseLiteral() {
        framer.later(channel, framer::refuse);
    }

    /**
     * Runs the task, once, when the session has answered all that it was given, behind the last octet of it.
     *
     * @param task is given the command that waits for the client's next line, as IDLE does
     */
    public void whenAtRest(Consumer<Optional<Frame.Command>> task) {
        Optional.ofNullable(channel.pipeline().get(ConnectionHandler.class))
                .ifPresent(session -> session.whenAtRest(task));
    }

    /** Where octets go out past compression, while there is any. RFC 4978. */
    public Optional<ChannelHandlerContext> compression() {
        return Optional.ofNullable(channel.pipeline().context(CompressionHandler.class));
    }

    /** Leaves a remark in the transcript. */
    public void note(String text) {
        tap.noted(id, text);
    }
}
