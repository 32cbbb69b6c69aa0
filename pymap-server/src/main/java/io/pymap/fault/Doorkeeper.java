package io.pymap.fault;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/** Stands ahead of everything else, TLS as well, and keeps back what the client sends. */
final class Doorkeeper extends ChannelInboundHandlerAdapter {

    private final List<Object> kept = new ArrayList<>();
    private boolean open;
    private boolean throwsAway;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (open) {
            context.fireChannelRead(message);
        } else if (throwsAway) {
            ReferenceCountUtil.release(message);
        } else {
            kept.add(message);
        }
    }

    /** Opens no more. */
    Doorkeeper throwAway() {
        throwsAway = true;
        releaseKept();
        return this;
    }

    /** Passes on what it has kept back, and leaves. */
    void open(ChannelHandlerContext context) {
        open = true;
        kept.forEach(context::fireChannelRead);
        kept.clear();
        context.fireChannelReadComplete();
        context.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        releaseKept();
    }

    private void releaseKept() {
        kept.forEach(ReferenceCountUtil::release);
        kept.clear();
    }
}
