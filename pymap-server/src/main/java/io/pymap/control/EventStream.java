package io.pymap.control;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends events as long as the client reads them. It pulls the next ones when the socket takes more, so nothing heaps up; a client
 * that reads nothing for two beats is cut off. Of one connection and its event loop.
 */
final class EventStream extends ChannelInboundHandlerAdapter {

    private static final int BEAT_SECONDS = 15;
    private static final byte[] SIGN_OF_LIFE = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final EventSource source;
    private final AtomicBoolean woken = new AtomicBoolean();
    private Runnable endWatch = () -> {};
    private @Nullable Future<?> heart; // null before the start
    private boolean stuck; // since the last beat

    EventStream(EventSource source) {
        this.source = source;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        endWatch = source.watch(() -> {
            if (woken.compareAndSet(false, true)) {
                context.executor().execute(() -> send(context));
            }
        });
        heart = context.executor()
                .scheduleAtFixedRate(() -> beat(context), BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
        context.executor().execute(() -> send(context)); // behind the head
    }

    private void send(ChannelHandlerContext context) {
        woken.set(false); // ahead of the look, so that nothing is missed
        while (context.channel().isWritable()) {
            Optional<byte[]> next = source.next();
            if (next.isEmpty()) {
                return;
            }
            write(context, next.get());
        }
    }

    private static void write(ChannelHandlerContext context, byte[] octets) {
        if (octets.length > 0) {
            context.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(octets)));
        }
    }

    private void beat(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            stuck = false;
            write(context, SIGN_OF_LIFE);
        } else if (stuck) {
            context.close();
        } else {
            stuck = true;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        stuck &= !context.channel().isWritable(); // one that reads slowly may be found unwritable at each beat
        send(context);
    }

    /** There is nothing more to ask on this connection. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
        context.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        endWatch.run();
        if (heart != null) {
            heart.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
