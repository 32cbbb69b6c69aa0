package io.pymap.admin;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes clients as well that do not say by ALPN which protocol they speak, as HTTP/2 wants it (RFC 9113 3.2): no other is
 * spoken here, and some clients of the service leave it out.
 */
@SuppressWarnings("deprecation") // the negotiator's type is Netty's own affair, but gRPC looks at it
final class UnnegotiatedHttp2 extends SslContext {

    private final SslContext context;
    private final List<@Nullable String> accepted;

    /** @param context that offers HTTP/2 by ALPN */
    UnnegotiatedHttp2(SslContext context) {
        this.context = context;
        this.accepted = new ArrayList<>(context.applicationProtocolNegotiator().protocols());
        accepted.add(null); // what a connection has where the client offered nothing
    }

    @Override
    public io.netty.handler.ssl.ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return () -> accepted;
    }

    @Override
    public boolean isClient() {
        return context.isClient();
    }

    @Override
    public List<String> cipherSuites() {
        return context.cipherSuites();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return context.newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
        return context.newEngine(allocator, peerHost, peerPort);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return context.sessionContext();
    }
}
