package io.pymap.fault;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Does to a connection what a fault says, once what was sent before is out. On its event loop. */
final class Strike {

    private static final int GARBAGE_OCTETS = 64;

    private Strike() {}

    /** @param random where garbage comes from */
    static void of(Fault fault, SplittableRandom random, ChannelHandlerContext context) {
        switch (fault) {
            case CONNECTION_RESET -> send(context, Unpooled.EMPTY_BUFFER, () -> reset(context));
            case CLOSE -> send(context, Unpooled.EMPTY_BUFFER, context.channel()::close);
            case HALF_CLOSE -> send(context, Unpooled.EMPTY_BUFFER, () -> halfClose(context));
            case BYE -> send(context, octets("* BYE Connection closed.\r\n"), context.channel()::close);
            case GARBAGE -> {
                byte[] garbage = new byte[GARBAGE_OCTETS];
                random.nextBytes(garbage);
                send(context, Unpooled.wrappedBuffer(garbage), context.channel()::close);
            }
            case STALL -> context.flush();
        }
    }

    private static void send(ChannelHandlerContext context, ByteBuf last, Runnable then) {
        context.writeAndFlush(last).addListener(sent -> then.run());
    }

    /** SO_LINGER of 0 makes RST of FIN. Handlers are not asked: TLS would say goodbye. */
    private static void reset(ChannelHandlerContext context) {
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
