package io.pymap.fault;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.pymap.fault.Plan.Part;
import io.pymap.transport.HookedConnection;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;

/** Does to a connection what a fault says, once what was sent before is out. On its event loop. */
final class Strike {

    private static final int GARBAGE_OCTETS = 64;

    /** There is no block of type 3. RFC 1951 3.2.3. */
    private static final byte[] NO_BLOCK = {-1, -1, -1, -1};

    private static final int FATAL = 2;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    private Strike() {}

    /** @param crash ends all connections, this one as well */
    static void of(Part<Fault> part, ChannelHandlerContext context, HookedConnection connection, Runnable crash) {
        SplittableRandom random = part.firing().random();
        switch (part.value()) {
            case CRASH -> send(context, Unpooled.EMPTY_BUFFER, crash);
            case CONNECTION_RESET -> send(context, Unpooled.EMPTY_BUFFER, () -> reset(context));
            case CLOSE -> send(context, Unpooled.EMPTY_BUFFER, context.channel()::close);
            case HALF_CLOSE -> send(context, Unpooled.EMPTY_BUFFER, () -> halfClose(context));
            case BYE -> send(context, octets("* BYE Connection closed.\r\n"), context.channel()::close);
            case GARBAGE -> {
                byte[] garbage = new byte[GARBAGE_OCTETS];
                random.nextBytes(garbage);
                send(context, Unpooled.wrappedBuffer(garbage), context.channel()::close);
            }
            case BROKEN_DEFLATE ->
                send(
                        connection.compression().orElse(context),
                        Unpooled.wrappedBuffer(NO_BLOCK),
                        context.channel()::close);
            case TLS_HANDSHAKE_FAILURE -> sendFirst(context, record(ALERT, 3, new byte[] {FATAL, 40}));
            case TLS_PROTOCOL_VERSION -> sendFirst(context, record(ALERT, 3, new byte[] {FATAL, 70}));
            case TLS_INTERNAL_ERROR -> sendFirst(context, record(ALERT, 3, new byte[] {FATAL, 80}));
            case TLS_1_0 -> sendFirst(context, record(HANDSHAKE, 1, oldServerHello(random)));
            case STALL -> context.flush();
        }
    }

    /** Past TLS, in clear. */
    private static void sendFirst(ChannelHandlerContext context, ByteBuf octets) {
        context.flush(); // the answer to STARTTLS, which is the last that goes out in clear
        ChannelHandlerContext first = Objects.requireNonNull(context.pipeline().firstContext());
        first.writeAndFlush(octets).addListener(sent -> first.close());
    }

    /** RFC 5246 6.2.1. */
    private static ByteBuf record(int type, int minor, byte[] content) {
        return Unpooled.buffer()
                .writeByte(type)
                .writeByte(3)
                .writeByte(minor)
                .writeShort(content.length)
                .writeBytes(content);
    }

    /** RFC 2246 7.4.1.3: of TLS 1.0, with TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, which clients of today offer. */
    private static byte[] oldServerHello(SplittableRandom random) {
        byte[] hello = new byte[42];
        random.nextBytes(hello);
        System.arraycopy(new byte[] {2, 0, 0, 38, 3, 1}, 0, hello, 0, 6);
        System.arraycopy(new byte[] {0, (byte) 0xc0, 0x13, 0}, 0, hello, 38, 4);
        return hello;
    }

    private static void send(ChannelHandlerContext context, ByteBuf last, Runnable then) {
        context.writeAndFlush(last).addListener(sent -> then.run());
    }

    /** SO_LINGER of 0 makes RST of FIN. Handlers are not asked: TLS would say goodbye. */
    static void reset(ChannelHandlerContext context) {
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelHandlerContext first = context.pipeline().firstContext();
        if (first != null) {
            first.close();
        }
    }

    private static void halfClose(ChannelHandlerContext context) {
        if (context.channel() instanceof DuplexChannel socket) {
            socket.shutdownOutput();
        }
    }

    private static ByteBuf octets(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII));
    }
}
