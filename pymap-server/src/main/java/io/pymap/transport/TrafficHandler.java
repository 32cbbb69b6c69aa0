package io.pymap.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.pymap.metrics.ServerMetrics;

/** Counts what passes. Stands next to TLS, on the clear side. */
final class TrafficHandler extends ChannelDuplexHandler {

    private final ServerMetrics metrics;

    TrafficHandler(ServerMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf octets) {
            metrics.received(octets.readableBytes());
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf octets) {
            metrics.sent(octets.readableBytes());
        } else if (message instanceof FileRegion file) {
            metrics.sent(file.count());
        }
        context.write(message, promise);
    }
}
