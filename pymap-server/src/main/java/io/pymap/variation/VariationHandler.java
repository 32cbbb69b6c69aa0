package io.pymap.variation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedInput;
import io.pymap.transport.ResponseReader;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Gives what one connection writes another form. Of its event loop. */
final class VariationHandler extends ChannelOutboundHandlerAdapter {

    /** Literals above this go out as they come: nobody quotes them. */
    private static final int MOST_KEPT = 64 << 10;

    /** What is sent octet by octet is short, so that a test does not take long. */
    private static final int SHORT = 200;

    private static final int WHOLE = 7;

    /** A client passes over what it does not know. RFC 9051 2.2.2, 7.1, 7.5.1. */
    private static final List<String> NEWS =
            List.of("* OK Still here\r\n", "* OK [X-PYMAP-WEATHER (sunny 21)] Nobody has to know this code\r\n");

    private final SplittableRandom random;
    private final Set<Variation.Kind> kinds;
    private final ResponseVariation variation;
    private final ResponseReader reader = new ResponseReader();
    private final StringBuilder kept = new StringBuilder(); // of the response under way
    private boolean greeted;
    private boolean passesOn; // the response under way is too long to be kept

    VariationHandler(SplittableRandom random, Set<Variation.Kind> kinds) {
        this.random = random;
        this.kinds = kinds;
        this.variation = new ResponseVariation(random.split(), kinds);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof ByteBuf octets) {
            try {
                read(context, octets);
            } finally {
                octets.release();
            }
            promise.trySuccess();
        } else if (message instanceof ChunkedInput<?> file) { // ahead of it is the beginning of a FETCH
            passOn(context);
            reader.skip(file.length());
            context.write(file, promise);
        } else {
            context.write(message, promise);
        }
    }

    private void read(ChannelHandlerContext context, ByteBuf octets) {
        while (octets.isReadable()) {
            int from = octets.readerIndex();
            boolean ended = reader.read(octets);
            kept.append(octets.toString(from, octets.readerIndex() - from, ISO_8859_1));
            if (ended) {
                end(context);
            } else if (passesOn || kept.length() > MOST_KEPT) {
                passOn(context);
            }
        }
    }

    private void passOn(ChannelHandlerContext context) {
        passesOn = true;
        send(context, kept.toString());
        kept.setLength(0);
    }

    private void end(ChannelHandlerContext context) {
        String response = kept.toString();
        kept.setLength(0);
        if (passesOn) {
            passesOn = false;
            send(context, response);
            return;
        }
        if (greeted && kinds.contains(Variation.Kind.NEWS) && !response.startsWith("+") && random.nextInt(12) == 0) {
            send(context, NEWS.get(random.nextInt(NEWS.size())));
        }
        greeted = true;
        sendInPieces(context, variation.vary(response));
    }

    private void sendInPieces(ChannelHandlerContext context, String response) {
        boolean cuts = kinds.contains(Variation.Kind.SEGMENTS) && !isAboutToEncrypt(context);
        int choice = cuts ? random.nextInt(8) : WHOLE;
        if (choice == 0 && response.length() <= SHORT) {
            for (int i = 0; i < response.length(); i++) {
                sendNow(context, response.substring(i, i + 1));
            }
        } else if (choice == 1) { // between CR and LF
            sendNow(context, response.substring(0, response.length() - 1));
            send(context, "\n");
        } else if (choice == 2 && response.length() > 1) {
            int at = 1 + random.nextInt(response.length() - 1);
            sendNow(context, response.substring(0, at));
            send(context, response.substring(at));
        } else {
            send(context, response);
        }
    }

    /** The answer to STARTTLS goes out in clear up to the first flush, and must be whole then. */
    private static boolean isAboutToEncrypt(ChannelHandlerContext context) {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        return tls != null && !tls.handshakeFuture().isDone();
    }

    /** As a segment of its own, as far as the system below lets it be one. */
    private static void sendNow(ChannelHandlerContext context, String octets) {
        send(context, octets);
        context.flush();
    }

    private static void send(ChannelHandlerContext context, String octets) {
        if (!octets.isEmpty()) {
            context.write(Unpooled.wrappedBuffer(octets.getBytes(ISO_8859_1)));
        }
    }
}
