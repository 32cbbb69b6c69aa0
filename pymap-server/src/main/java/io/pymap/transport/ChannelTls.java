package io.pymap.transport;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.pymap.auth.sasl.TlsChannel;
import io.pymap.tls.ServerCertificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What a channel's TLS knows. May be asked on any thread. */
final class ChannelTls implements TlsChannel {

    private final Channel channel;
    private volatile Optional<ServerCertificate> certificate = Optional.empty();

    ChannelTls(Channel channel) {
        this.channel = channel;
    }

    /** Which certificate the client gets to see. */
    void presents(ServerCertificate presented) {
        certificate = Optional.of(presented);
    }

    @Override
    public Optional<byte[]> binding(String type) {
        return type.equals(SERVER_END_POINT)
                ? certificate.flatMap(ServerCertificate::endPointBinding)
                : Optional.empty();
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return Optional.empty();
        }
        try {
            return tls.engine().getSession().getPeerCertificates()[0] instanceof X509Certificate certificateOfClient
                    ? Optional.of(certificateOfClient)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty(); // it was asked for one and has none, or has not been asked
        }
    }
}
