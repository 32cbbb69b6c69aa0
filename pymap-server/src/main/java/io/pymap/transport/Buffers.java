package io.pymap.transport;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the buffers of a server's connections come from: Netty's pool, but for the first small ones. With its first buffer in
 * a process the pool makes its events known to JFR, for which a first client would wait as long as for all its answers. Most
 * servers of tests end before they need more.
 */
final class Buffers extends AbstractByteBufAllocator {

    private static final int SMALL = 4_096;

    /** Each takes up to half a microsecond more than one of the pool: all of them no more than a hundredth of its start. */
    private static final int FIRST = 1_000;

    private final AtomicInteger given = new AtomicInteger();

    Buffers() {
        super(true);
    }

    private ByteBufAllocator allocator(int capacity) {
        if (capacity > SMALL || given.get() >= FIRST) {
            return ByteBufAllocator.DEFAULT;
        }
        given.incrementAndGet();
        return UnpooledByteBufAllocator.DEFAULT;
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return allocator(initialCapacity).heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return allocator(initialCapacity).directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return true; // all but a few
    }
}
