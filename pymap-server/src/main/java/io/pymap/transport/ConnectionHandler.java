package io.pymap.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.pymap.imap.engine.ImapEngine;
import io.pymap.imap.engine.Output;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.syntax.Frame;
import io.pymap.imap.syntax.FrameLimits;
import io.pymap.mailbox.Content;
import io.pymap.metrics.ServerMetrics;
import io.pymap.metrics.ServerMetrics.Failure;
import io.pymap.time.Timers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins one channel to one engine.
 *
 * <p>Fields belong to the event loop. The engine runs on {@code turns}, which is the event loop itself where the backend
 * never blocks.
 */
final class ConnectionHandler extends SimpleChannelInboundHandler<Frame> {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    /** Commands that may wait before no more are read. */
    private static final int MAX_BACKLOG = 64;

    /** Turns that workers may be behind before no more is read: a backlog shows only when a turn is over. */
    private static final int MAX_TURNS_BEHIND = 16;

    /** How long a client may take to close a connection that we have ended. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final String id;
    private final CommandFramer framer;
    private final Executor turns;
    private final Timers timers;
    private final ServerMetrics metrics;
    private final Supplier<SslHandler> tls;
    private final ImapEngine engine;
    private final ChannelOutput output;
    private List<Frame> batch = new ArrayList<>();
    private boolean ended;
    private volatile boolean backlogged;
    private final AtomicInteger turnsBehind = new AtomicInteger(); // of workers

    /**
     * A handler that begins its session when it is added to a channel.
     *
     * @param tls makes the handler for STARTTLS
     * @param engine makes the engine for an output
     */
    ConnectionHandler(
            String id,
            Channel channel,
            CommandFramer framer,
            Executor turns,
            Timers timers,
            ServerMetrics metrics,
            Supplier<SslHandler> tls,
            Function<Output, ImapEngine> engine) {
        this.id = id;
        this.framer = framer;
        this.turns = turns;
        this.timers = timers;
        this.metrics = metrics;
        this.tls = tls;
        this.output = new ChannelOutput(channel);
        this.engine = engine.apply(output);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        LOG.debug("{}: connected", id);
        SslHandler handshake = context.pipeline().get(SslHandler.class);
        if (handshake == null) {
            run(engine::greet); // now, ahead of what a client has sent that did not wait
            return;
        }
        // The greeting tells what the client may do, to which its certificate belongs. Nothing comes in before.
        handshake.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                run(engine::greet);
            }
        });
    }

    /** Says goodbye and closes. May be called on any thread; the result is there when the goodbye is on its way. */
    CompletableFuture<Void> shutDown(String goodbye) {
        return CompletableFuture.runAsync(() -> engine.bye(ResponseCode.UNAVAILABLE, goodbye), turns);
    }

    /** Is there when the connection is gone. */
    CompletableFuture<Void> hungUp() {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        output.channel.closeFuture().addListener(closed -> gone.complete(null));
        return gone;
    }

    /** Ends the connection without a word. May be called on any thread. */
    void abort() {
        output.channel.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Frame frame) {
        if (!ended) {
            batch.add(frame);
        }
    }

    /** One turn and one flush for all the commands that came in one read. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        runBatch();
        readOrPause();
    }

    private void runBatch() {
        if (!batch.isEmpty()) {
            List<Frame> frames = batch;
            batch = new ArrayList<>();
            run(() -> engine.received(frames));
        }
    }

    /** As the engine's, of all that has come, on the event loop, and behind all that the engine has written until then. */
    void whenAtRest(Consumer<Optional<Frame.Command>> task) {
        runBatch();
        run(() -> engine.whenAtRest(asking -> output.onEventLoop(() -> task.accept(asking))));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            run(engine::writable);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        LOG.debug("{}: closed", id);
        ended = true;
        run(engine::closed);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        boolean tls = cause instanceof SSLException || cause.getCause() instanceof SSLException;
        if (tls || cause instanceof IOException) { // the client's
            LOG.debug("{}: {}", id, cause.toString());
            metrics.failed(tls ? Failure.TLS : Failure.NETWORK);
        } else {
            LOG.error("{}: closing after an internal error", id, cause);
            metrics.failed(Failure.CONNECTION);
        }
        context.close();
    }

    private void run(Runnable turn) {
        if (turns == output.channel.eventLoop()) {
            turn.run();
            noteBacklog();
            readOrPause();
            return;
        }
        turnsBehind.incrementAndGet();
        turns.execute(() -> {
            turn.run();
            noteBacklog();
            if (turnsBehind.decrementAndGet() == MAX_TURNS_BEHIND) {
                output.onEventLoop(this::readOrPause);
            }
        });
    }

    /** Called on the engine's executor whenever it may have worked on something: it has turns of its own, too. */
    private void noteBacklog() {
        boolean before = backlogged;
        backlogged = engine.backlog() > MAX_BACKLOG;
        if (before != backlogged) {
            output.onEventLoop(this::readOrPause);
        }
    }

    /** Reads no more than can be worked on: memory is the client's to fill only so far. */
    private void readOrPause() {
        boolean behind = backlogged || turnsBehind.get() > MAX_TURNS_BEHIND;
        boolean pause = !ended && (behind || (framer.isHeld() && framer.hasUnread()));
        if (output.channel.config().isAutoRead() == pause) {
            output.channel.config().setAutoRead(!pause);
        }
    }

    /** The way out of the engine: called on its executor, done on the event loop in the same order. */
    private final class ChannelOutput implements Output {

        private final Channel channel;
        private final FileSender files;

        ChannelOutput(Channel channel) {
            this.channel = channel;
            this.files = new FileSender(channel, () -> run(engine::writable));
        }

        @Override
        public boolean isWritable() {
            return channel.isWritable() && files.hasRoom();
        }

        @Override
        public void octets(byte[] octets, int length) {
            ByteBuf buffer = channel.alloc().ioBuffer(length);
            channel.write(buffer.writeBytes(octets, 0, length));
        }

        @Override
        public void content(Content content) {
            if (content instanceof Content.InFile file) {
                if (!files.isPrepared()) {
                    onEventLoopNow(files::prepare);
                }
                files.send(file);
                return;
            }
            Content.InMemory octets = content.load();
            channel.write(Unpooled.wrappedBuffer(octets.array(), octets.offset(), octets.length()));
        }

        @Override
        public void flush() {
            channel.flush();
            noteBacklog();
        }

        @Override
        public void close() {
            onEventLoop(() -> {
                ended = true;
                framer.end();
                boolean lingers = channel.isWritable()
                        && channel instanceof DuplexChannel
                        && channel.pipeline().get(SslHandler.class) == null;
                channel.config().setAutoRead(true);
                if (!lingers) {
                    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
                    if (!channel.isWritable()) {
                        channel.close();
                    }
                    return;
                }
                // A close with octets unread would reset the connection, and the client never see our last words.
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(flushed -> ((DuplexChannel) channel).shutdownOutput());
                Timers.Timer timer = timers.schedule(LINGER, channel.eventLoop(), channel::close);
                channel.closeFuture().addListener(closed -> timer.cancel());
            });
        }

        @Override
        public void acceptLiteral() {
            framer.later(channel, framer::accept);
        }

        @Override
        public void refuseLiteral() {
            framer.later(channel, framer::refuse);
        }

        @Override
        public void proceed() {
            framer.later(channel, framer::proceed);
        }

        @Override
        public void startTls() {
            onEventLoopNow(this::addTls);
            proceed();
        }

        @Override
        public void compress() {
            onEventLoopNow(() -> {
                channel.flush();
                addCompression();
            });
            proceed();
        }

        @Override
        public void endCompression() {
            onEventLoopNow(() -> {
                channel.flush();
                if (channel.pipeline().get(CompressionHandler.class) != null) {
                    channel.pipeline().remove(CompressionHandler.class);
                }
            });
            proceed();
        }

        private void addCompression() {
            if (framer.hasUnread()) { // RFC 4978 3: the client waits, or nobody knows what is compressed
                LOG.warn("{}: closing: commands behind COMPRESS", id);
                channel.close();
                return;
            }
            CompressionHandler compression = new CompressionHandler();
            if (channel.pipeline().get("tls") == null) {
                channel.pipeline().addFirst("compression", compression);
            } else { // RFC 4978 3: compressed first, then encrypted
                channel.pipeline().addAfter("tls", "compression", compression);
            }
        }

        private void addTls() {
            if (framer.hasUnread()) { // RFC 9051 6.2.1: nothing sent in clear may count behind TLS
                LOG.warn("{}: closing: commands in clear text behind STARTTLS", id);
                channel.close();
                return;
            }
            channel.pipeline().addFirst("tls", tls.get());
        }

        @Override
        public void limit(FrameLimits limits) {
            onEventLoop(() -> framer.limit(limits));
        }

        /** Has changed the pipeline when it returns. */
        private void onEventLoopNow(Runnable change) {
            if (channel.eventLoop().inEventLoop()) {
                change.run();
            } else {
                // A worker waits this once: a write finds its first handler when it is made, not when it is done.
                channel.eventLoop().submit(change).awaitUninterruptibly();
            }
        }

        private void onEventLoop(Runnable action) {
            if (channel.eventLoop().inEventLoop()) {
                action.run();
            } else if (!channel.eventLoop().isShuttingDown()) {
                channel.eventLoop().execute(action);
            }
        }
    }
}
