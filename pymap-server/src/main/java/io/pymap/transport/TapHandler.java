package io.pymap.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/** Shows a tap what passes. Stands next to TLS, on the clear side. */
final class TapHandler extends ChannelDuplexHandler {

    private final String connection;
    private final ConnectionTap tap;

    TapHandler(String connection, ConnectionTap tap) {
        this.connection = connection;
        this.tap = tap;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf octets) {
            tap.received(connection, ByteBufUtil.getBytes(octets));
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf octets) {
            tap.sent(connection, ByteBufUtil.getBytes(octets));
        }
        context.write(message, promise);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            tap.secured(connection);
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        tap.closed(connection);
        context.fireChannelInactive();
    }
}
