package io.pymap.fault;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.stream.ChunkedInput;
import io.pymap.fault.Answer.Role;
import java.nio.charset.StandardCharsets;

/**
 * Cuts what a session says into responses. What nobody wants to change goes out as it comes; what somebody does is kept until
 * it is whole. Of the connection's event loop.
 */
final class ResponseCutter {

    private final ChannelHandlerContext context;
    private final Outflow out;
    private final Listener listener;
    private final ResponseReader reader = new ResponseReader();
    private final StringBuilder collected = new StringBuilder();
    private boolean collecting;

    /** Who changes responses. */
    interface Listener {

        /** Whether the client does not get the response that begins now as it is. */
        boolean wantsNext();

        Role role(String head);

        /** One that was wanted. */
        void response(String octets, Role role);

        /** A response of that role has gone by. */
        void passed(Role role);

        /** Whether nothing more goes out. */
        boolean isOver();
    }

    ResponseCutter(ChannelHandlerContext context, Outflow out, Listener listener) {
        this.context = context;
        this.out = out;
        this.listener = listener;
    }

    /** Of a file, which is only ever a literal, or a part of one. */
    void file(ChunkedInput<?> file, ChannelPromise promise) {
        if (!collecting) {
            reader.skip(file.length());
            out.pass(file, promise);
            return;
        }
        try {
            while (!listener.isOver() && !file.isEndOfInput()) {
                ByteBuf piece = (ByteBuf) file.readChunk(context.alloc());
                octets(piece, context.newPromise());
            }
        } catch (Exception e) { // as Netty declares it
            context.fireExceptionCaught(e);
        }
        Outflow.discard(file, promise);
    }

    void octets(ByteBuf octets, ChannelPromise promise) {
        try {
            cut(octets);
        } catch (RuntimeException e) { // of code that a rule has for rewriting: nobody looks at the promise
            context.fireExceptionCaught(e);
        } finally {
            octets.release();
        }
        promise.trySuccess();
    }

    private void cut(ByteBuf octets) {
        int unsent = octets.readerIndex(); // from where on it goes out as it is
        while (octets.isReadable() && !listener.isOver()) {
            int from = octets.readerIndex();
            if (reader.isAtStart()) {
                collecting = listener.wantsNext();
            }
            if (collecting) {
                sendSlice(octets, unsent, from);
            }
            boolean ended = reader.read(octets);
            if (collecting) {
                unsent = octets.readerIndex();
                collected.append(octets.toString(from, unsent - from, StandardCharsets.ISO_8859_1));
            }
            if (ended) {
                unsent = ended(octets, unsent);
            }
        }
        if (!listener.isOver()) {
            sendSlice(octets, unsent, octets.readerIndex());
        }
    }

    /** A response has ended. Returns from where on the octets have not been sent. */
    private int ended(ByteBuf octets, int unsent) {
        int sent = unsent;
        Role role = listener.role(reader.head());
        if (collecting) {
            String response = collected.toString();
            collected.setLength(0);
            listener.response(response, role);
        } else if (role != Role.UNTAGGED) { // what is sent because of it comes behind it
            sent = octets.readerIndex();
            sendSlice(octets, unsent, sent);
        }
        listener.passed(role);
        return sent;
    }

    private void sendSlice(ByteBuf octets, int from, int to) {
        if (to > from) {
            out.pass(octets.retainedSlice(from, to - from), context.newPromise());
        }
    }
}
