package io.pymap.fault;

import io.netty.channel.ChannelHandlerContext;
import io.pymap.imap.syntax.Frame;
import io.pymap.transport.HookedConnection;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the client has sent and is not let in yet. Of the connection's event loop. */
final class HeldFrames {

    /** Commands that may wait before no more are read. */
    private static final int MOST = 64;

    private final HookedConnection connection;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private boolean readsLater;

    HeldFrames(HookedConnection connection) {
        this.connection = connection;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    void add(Frame frame) {
        frames.add(frame);
    }

    /** The one that came first. */
    Frame remove() {
        return frames.remove();
    }

    void clear() {
        frames.clear();
    }

    /** A client that sends on and on is read on as its commands are let in: by {@link #readOn}. */
    void read(ChannelHandlerContext context) {
        if (frames.size() > MOST) {
            readsLater = true;
        } else {
            context.read();
        }
    }

    void readOn(ChannelHandlerContext context) {
        if (readsLater && frames.size() <= MOST) {
            readsLater = false;
            context.read();
        }
    }

    void dropAll() {
        frames.forEach(this::drop);
        frames.clear();
    }

    /** Goes on reading behind it, so as to notice when the client hangs up. */
    void drop(Frame frame) {
        if (frame instanceof Frame.LiteralAnnouncement) {
            connection.refuseLiteral();
        } else if (frame instanceof Frame.Command command && command.barrier()) {
            connection.proceed();
        }
    }
}
