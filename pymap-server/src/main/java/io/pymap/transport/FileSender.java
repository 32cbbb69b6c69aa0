package io.pymap.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedInput;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.OpenFile;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends open files: from the file to the socket by the kernel where nothing in the pipeline wants to see the octets, else
 * piece by piece, as fast as the client reads.
 */
final class FileSender {

    /** Files of one connection that may wait to be sent: neither of the two ways counts as unwritable for the channel. */
    private static final int MAX_WAITING = 2;

    private static final String CHUNKS = "chunks";

    private final Channel channel;
    private final Runnable onRoom;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param onRoom called on the event loop when files may be sent again after {@link #hasRoom} was false */
    FileSender(Channel channel, Runnable onRoom) {
        this.channel = channel;
        this.onRoom = onRoom;
    }

    boolean hasRoom() {
        return waiting.get() < MAX_WAITING;
    }

    /** Whether octets would leave as they lie in the file. */
    boolean isDirect() {
        return channel.pipeline().get(SslHandler.class) == null
                && channel.pipeline().get(CompressionHandler.class) == null
                && channel.pipeline().get(TapHandler.class) == null
                && channel.pipeline().get(ChannelHook.NAME) == null;
    }

    /** To be called once before the first file that is not sent directly, on the event loop. */
    void prepare() {
        if (channel.pipeline().get(CHUNKS) == null && channel.pipeline().get("framer") != null) {
            channel.pipeline().addBefore("framer", CHUNKS, new ChunkedWriteHandler());
        }
    }

    boolean isPrepared() {
        return isDirect() || channel.pipeline().get(CHUNKS) != null;
    }

    void send(Content.InFile content) {
        OpenFile file = content.file().retain();
        Object message = isDirect()
                ? new Region(file, content.offset(), content.size())
                : new Pieces(file, content.offset(), content.size());
        waiting.incrementAndGet();
        channel.write(message).addListener(sent -> {
            if (waiting.getAndDecrement() == MAX_WAITING) {
                onRoom.run();
            }
        });
    }

    /** What the kernel sends. */
    private static final class Region extends DefaultFileRegion {
        private final OpenFile file;

        Region(OpenFile file, long offset, long size) {
            super(file.channel(), offset, size);
            this.file = file;
        }

        @Override
        protected void deallocate() {
            file.close();
        }
    }

    /** What is read into buffers, one at a time. */
    private static final class Pieces implements ChunkedInput<ByteBuf> {

        private static final int OCTETS = 64 << 10;

        private final OpenFile file;
        private final long start;
        private final long size;
        private long done;

        Pieces(OpenFile file, long offset, long size) {
            this.file = file;
            this.start = offset;
            this.size = size;
        }

        @Override
        public boolean isEndOfInput() {
            return done == size;
        }

        @Override
        public void close() {
            file.close();
        }

        @Deprecated // in Netty as well, for the sake of the allocator
        @SuppressWarnings("InlineMeSuggester")
        @Override
        public ByteBuf readChunk(ChannelHandlerContext context) {
            return readChunk(context.alloc());
        }

        @Override
        public ByteBuf readChunk(ByteBufAllocator allocator) {
            int count = (int) Math.min(OCTETS, size - done);
            byte[] octets = file.read(start + done, count);
            done += count;
            return allocator.ioBuffer(count).writeBytes(octets);
        }

        @Override
        public long length() {
            return size;
        }

        @Override
        public long progress() {
            return done;
        }
    }
}
