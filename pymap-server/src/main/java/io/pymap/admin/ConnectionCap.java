package io.pymap.admin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;

/** Closes connections that a socket has accepted while there are as many as there may be. */
final class ConnectionCap extends ChannelInboundHandlerAdapter {

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    /** @param most connections at a time */
    ConnectionCap(int most) {
        this.most = most;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel connection = (Channel) accepted;
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            connection.unsafe().closeForcibly();
            return;
        }
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
        context.fireChannelRead(accepted);
    }
}
