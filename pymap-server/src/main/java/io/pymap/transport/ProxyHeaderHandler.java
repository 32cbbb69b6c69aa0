package io.pymap.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.util.ReferenceCountUtil;
import io.pymap.time.Timers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the header of the PROXY protocol, then lets the connection begin. What is no header of the wanted version, or
 * does not come in time, closes the connection.
 */
final class ProxyHeaderHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyHeaderHandler.class);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ProxyProtocol wanted;
    private final Timers timers;
    private final Begin begin;
    private Timers.Timer timer = () -> {};

    /** Adds the handlers of the session. */
    interface Begin {
        void accept(ChannelHandlerContext context, String peer);
    }

    ProxyHeaderHandler(ProxyProtocol wanted, Timers timers, Begin begin) {
        this.wanted = wanted;
        this.timers = timers;
        this.begin = begin;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        timer = timers.schedule(PATIENCE, context.executor(), context::close);
        context.pipeline().addBefore(context.name(), "proxy-decoder", new HAProxyMessageDecoder());
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof HAProxyMessage header)) {
            context.fireChannelRead(message);
            return;
        }
        timer.cancel();
        HAProxyProtocolVersion version = header.protocolVersion();
        String source = header.sourceAddress();
        String peer = source == null ? "unknown" : source + ":" + header.sourcePort();
        ReferenceCountUtil.release(message);
        if ((wanted == ProxyProtocol.V1 && version != HAProxyProtocolVersion.V1)
                || (wanted == ProxyProtocol.V2 && version != HAProxyProtocolVersion.V2)) {
            LOG.warn(
                    "{}: expected a PROXY header of version {}",
                    context.channel().remoteAddress(),
                    wanted);
            context.close();
            return;
        }
        begin.accept(context, peer);
        context.pipeline().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.warn("{}: expected a PROXY header: {}", context.channel().remoteAddress(), cause.getMessage());
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        timer.cancel();
        context.fireChannelInactive();
    }
}
