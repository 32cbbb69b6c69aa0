package io.pymap.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * DEFLATE in both directions (RFC 4978), between TLS and what reads the protocol. Used on the event loop only.
 *
 * <p>A few octets may stand for very many. So it inflates piece by piece, each no larger than what a socket gives at once,
 * and no more of them than the session works on: while reading is paused it keeps what has come as it came.
 */
final class CompressionHandler extends ChannelDuplexHandler {

    /** Inflated octets that are passed on at once. */
    private static final int PIECE = 8 << 10;

    /** Octets behind the end of the compression that wait for whoever is to read them. */
    private static final int MOST_BEHIND_END = 64 << 10;

    /** Pieces after which others on the event loop get their turn. */
    private static final int PIECES_A_TURN = 32;

    private static final byte[] NOTHING = {};

    // RFC 4978 4: no zlib header around it.
    private final Inflater inflater = new Inflater(true);
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private ByteBuf pending = Unpooled.EMPTY_BUFFER; // compressed, and not taken in yet
    private boolean pieceWasFull; // so that the inflater may have more, with or without further input
    private boolean inflating;
    private boolean resting; // until others have had their turn
    private boolean ended;
    private boolean unflushed;

    // In

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf octets)) {
            context.fireChannelRead(message);
            return;
        }
        if (ended) {
            octets.release();
            return;
        }
        append(context, octets);
        if (inflater.finished() && pending.readableBytes() > MOST_BEHIND_END) {
            fail(context, new IOException("the client has ended its compression, and goes on"));
            return;
        }
        inflate(context);
    }

    private void append(ChannelHandlerContext context, ByteBuf octets) {
        if (!pending.isReadable()) {
            pending.release();
            pending = octets;
            return;
        }
        ByteBuf both = context.alloc().heapBuffer(pending.readableBytes() + octets.readableBytes());
        both.writeBytes(pending).writeBytes(octets);
        pending.release();
        octets.release();
        pending = both;
    }

    /** The session wants more: there may be some that has come already. */
    @Override
    public void read(ChannelHandlerContext context) {
        if (!hasMore()) {
            context.read();
        } else if (!inflating && !resting) {
            // Not at once: whoever asks may be in the middle of something.
            resting = true;
            context.executor().execute(() -> goOn(context));
        }
    }

    private void goOn(ChannelHandlerContext context) {
        resting = false;
        inflate(context);
    }

    /** What is behind the end is for whoever comes after this (RFC 8437 4.1). */
    private boolean hasMore() {
        return !ended && !inflater.finished() && (pending.isReadable() || pieceWasFull);
    }

    private void inflate(ChannelHandlerContext context) {
        if (inflating || resting || context.isRemoved()) {
            return;
        }
        inflating = true;
        try {
            int pieces = 0;
            while (hasMore() && context.channel().config().isAutoRead()) {
                if (pieces++ == PIECES_A_TURN) {
                    resting = true;
                    context.executor().execute(() -> goOn(context));
                    return;
                }
                if (!piece(context)) {
                    break;
                }
            }
        } catch (DataFormatException e) {
            fail(context, new IOException("what the client sends is not compressed", e));
        } finally {
            inflating = false;
        }
        if (!hasMore() && !context.isRemoved() && context.channel().config().isAutoRead()) {
            context.read();
        }
    }

    private void fail(ChannelHandlerContext context, IOException problem) {
        ended = true;
        context.fireExceptionCaught(problem);
    }

    /** Passes one piece on; false where there is nothing in what has come. */
    private boolean piece(ChannelHandlerContext context) throws DataFormatException {
        inflater.setInput(pending.nioBuffer());
        ByteBuf piece = context.alloc().heapBuffer(PIECE, PIECE);
        int count;
        try {
            count = inflater.inflate(piece.array(), piece.arrayOffset(), PIECE);
        } catch (DataFormatException e) {
            piece.release();
            throw e;
        }
        pending.skipBytes(pending.readableBytes() - inflater.getRemaining());
        pieceWasFull = count == PIECE;
        if (count == 0) {
            piece.release();
            return false;
        }
        context.fireChannelRead(piece.writerIndex(count));
        context.fireChannelReadComplete();
        return true;
    }

    // Out

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf octets)) {
            context.write(message, promise);
            return;
        }
        try {
            if (octets.isReadable()) {
                unflushed = true;
                deflater.setInput(octets.nioBuffer());
                deflate(context, Deflater.NO_FLUSH);
                deflater.setInput(NOTHING); // it has taken all in, and must not hold on to memory of others
            }
        } finally {
            octets.release();
        }
        context.write(Unpooled.EMPTY_BUFFER, promise);
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        if (unflushed) { // so that the client can read all of it now
            unflushed = false;
            deflate(context, Deflater.SYNC_FLUSH);
        }
        context.flush();
    }

    private void deflate(ChannelHandlerContext context, int flush) {
        boolean full = true;
        while (full) {
            ByteBuf out = context.alloc().heapBuffer(PIECE, PIECE);
            int count = deflater.deflate(out.array(), out.arrayOffset(), PIECE, flush);
            full = count == PIECE;
            if (count > 0) {
                context.write(out.writerIndex(count));
            } else {
                out.release();
            }
        }
    }

    /** Ends the compression: what is behind its end, or has not been looked at, is for the next handler as it came. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        ByteBuf rest = pending;
        pending = Unpooled.EMPTY_BUFFER;
        ended = true;
        inflater.end();
        deflater.end();
        if (rest.isReadable() && context.channel().isActive()) {
            context.fireChannelRead(rest);
            context.fireChannelReadComplete();
        } else {
            rest.release();
        }
    }
}
