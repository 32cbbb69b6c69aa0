package io.pymap.fault;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.stream.ChunkedInput;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What goes out of one connection, in order, with pauses where they are wanted. Of its event loop. */
final class Outflow {

    /** Octets that may wait before the session is told to write no more. */
    private static final int MOST_WAITING = 64 << 10;

    /** Which of a channel's own reasons to be unwritable is this one. */
    private static final int WRITABILITY = 1;

    private final ChannelHandlerContext context;
    private final Queue<Step> waiting = new ArrayDeque<>();
    private int octetsWaiting;
    private boolean held;
    private boolean resting; // in the gap before the next step
    private boolean ended;

    Outflow(ChannelHandlerContext context) {
        this.context = context;
    }

    /**
     * A message, or something to do.
     *
     * @param octets that are held in memory until they are sent
     * @param gap ahead of it
     */
    private record Step(
            @Nullable Object message, @Nullable ChannelPromise promise, Runnable task, int octets, Duration gap) {}

    /** Sends a message of somebody else. */
    void pass(Object message, ChannelPromise promise) {
        add(new Step(message, promise, () -> {}, 0, Duration.ZERO));
    }

    /** Sends octets, one for each char. */
    void send(String octets, Duration gap) {
        Object message = Unpooled.wrappedBuffer(octets.getBytes(StandardCharsets.ISO_8859_1));
        add(new Step(message, context.newPromise(), () -> {}, octets.length(), gap));
    }

    /** Runs the task once all that was sent before is on its way. */
    void then(Runnable task) {
        add(new Step(null, null, task, 0, Duration.ZERO));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Sends nothing more until {@link #release}. */
    void hold() {
        held = true;
    }

    void release() {
        held = false;
        drain();
        context.flush();
    }

    private void add(Step step) {
        if (ended) {
            drop(step);
            return;
        }
        waiting.add(step);
        octetsWaiting += step.octets();
        drain();
        tellWritability();
    }

    private void drain() {
        while (!held && !resting && !waiting.isEmpty()) {
            Duration gap = waiting.element().gap();
            if (!gap.isZero()) {
                context.flush();
                resting = true;
                context.executor().schedule(this::afterGap, gap.toNanos(), TimeUnit.NANOSECONDS);
                return;
            }
            take(waiting.remove());
        }
    }

    private void afterGap() {
        resting = false;
        if (!waiting.isEmpty()) {
            take(waiting.remove());
            drain();
            context.flush();
            tellWritability();
        }
    }

    private void take(Step step) {
        octetsWaiting -= step.octets();
        if (step.message() != null && step.promise() != null) {
            context.write(step.message(), step.promise());
        }
        step.task().run();
    }

    /** Octets that wait here count as octets that the client does not read. */
    private void tellWritability() {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        if (buffer != null) { // null once the channel is closed
            buffer.setUserDefinedWritability(WRITABILITY, octetsWaiting <= MOST_WAITING);
        }
    }

    /** The connection is gone. */
    void end() {
        ended = true;
        waiting.forEach(Outflow::drop);
        waiting.clear();
    }

    private static void drop(Step step) {
        if (step.message() != null && step.promise() != null) {
            discard(step.message(), step.promise());
        }
    }

    /** Lets a message go that is not sent. */
    static void discard(Object message, ChannelPromise promise) {
        if (message instanceof ChunkedInput<?> file) {
            close(file);
        } else {
            ReferenceCountUtil.release(message);
        }
        promise.trySuccess(); // whoever waits for it goes on: a connection that is to be closed behind it is
    }

    private static void close(ChunkedInput<?> file) {
        try {
            file.close();
        } catch (Exception e) { // as Netty declares it; these do not throw
            throw new IllegalStateException("A file of the store cannot be closed", e);
        }
    }
}
