package io.pymap.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An address at which connections are accepted, but for the time when they are refused, or wait. Safe for use by many threads. */
final class Door implements AutoCloseable {

    private static final int MOST_LOOKS = 1_000;

    private final ServerBootstrap bootstrap;
    private final InetSocketAddress address;
    private Channel listening;
    private @Nullable Socket placeholder; // null unless connections are refused
    private int holds;
    private boolean closed;

    /**
     * Begins to accept connections.
     *
     * @param wanted with port 0 for one that is free
     * @throws IOException where the address cannot be had
     */
    Door(ServerBootstrap bootstrap, InetSocketAddress wanted) throws IOException {
        this.bootstrap = bootstrap;
        this.listening = bind(wanted);
        this.address = (InetSocketAddress) listening.localAddress();
    }

    /** With the port that it got. */
    InetSocketAddress address() {
        return address;
    }

    private Channel bind(InetSocketAddress wanted) throws IOException {
        ChannelFuture bound = bootstrap
                .clone()
                .option(ChannelOption.AUTO_READ, holds == 0)
                .bind(wanted)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + wanted.getHostString() + ":" + wanted.getPort() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    /** Whoever connects from now on is refused by the machine. The port stays ours: bound, and not listened to. */
    synchronized void refuse() throws IOException {
        if (placeholder == null && !closed) {
            listening.close().awaitUninterruptibly();
            placeholder = placeholder();
        }
    }

    /** The event loop lets go of a closed channel when it looks at its sockets next. */
    private Socket placeholder() throws IOException {
        for (int left = MOST_LOOKS; ; left--) {
            Socket socket = new Socket();
            try {
                socket.setReuseAddress(true);
                socket.bind(address);
                return socket;
            } catch (BindException e) {
                socket.close();
                if (left == 0) {
                    throw e;
                }
                listening
                        .eventLoop()
                        .schedule(() -> {}, 1, TimeUnit.MILLISECONDS)
                        .awaitUninterruptibly();
            }
        }
    }

    synchronized void accept() throws IOException {
        if (placeholder != null && !closed) {
            placeholder.close();
            placeholder = null;
            listening = bind(address);
        }
    }

    /** Whoever connects from now on waits, until as many calls of {@link #letIn} have come. */
    synchronized void hold() {
        if (holds++ == 0) {
            letIn(false);
        }
    }

    synchronized void letIn() {
        if (--holds == 0) {
            letIn(true);
        }
    }

    /** The event loop has heard of it when this returns. */
    private void letIn(boolean now) {
        if (!closed) {
            listening.config().setAutoRead(now);
            listening.eventLoop().submit(() -> {}).awaitUninterruptibly();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        listening.close().awaitUninterruptibly();
        if (placeholder != null) {
            placeholder.close();
        }
    }
}
