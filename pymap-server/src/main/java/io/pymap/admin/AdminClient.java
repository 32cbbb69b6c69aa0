package io.pymap.admin;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.pymap.admin.grpc.MailboxGrpc;
import io.pymap.admin.grpc.SystemGrpc;
import io.pymap.admin.grpc.UserGrpc;
import io.pymap.tls.ServerCertificate;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** A connection to an admin service, made with the first call. */
public final class AdminClient implements AutoCloseable {

    /** Of one call; a large message takes its time. */
    private static final int CALL_SECONDS = 60;

    private final EventLoopGroup loop;
    private final ManagedChannel connection;
    private final Channel channel;

    private AdminClient(EventLoopGroup loop, NettyChannelBuilder builder, Optional<String> token) {
        this.loop = loop;
        this.connection = builder.eventLoopGroup(loop).directExecutor().build();
        this.channel = ClientInterceptors.intercept(connection, new WithToken(token));
    }

    @SuppressWarnings("deprecation") // the one class for this that both Netty 4.1 and 4.2 have
    private static EventLoopGroup loop() {
        return new NioEventLoopGroup(1, new DefaultThreadFactory("pymap-admin", true));
    }

    /** By a Unix domain socket. */
    public static AdminClient onSocket(Path path, Optional<String> token) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(path))
                .channelType(NioDomainSocketChannel.class)
                .negotiationType(NegotiationType.PLAINTEXT)
                .overrideAuthority("localhost");
        return new AdminClient(loop(), builder, token);
    }

    /** By TCP without TLS, for a service on the loopback interface. */
    public static AdminClient inClear(String host, int port, Optional<String> token) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(host, port)
                .channelType(NioSocketChannel.class)
                .negotiationType(NegotiationType.PLAINTEXT);
        return new AdminClient(loop(), builder, token);
    }

    /** By TCP with TLS. */
    public static AdminClient onTls(String host, int port, Trust trust, Optional<String> token) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(host, port)
                .channelType(NioSocketChannel.class)
                .sslContext(trust.context());
        return new AdminClient(loop(), builder, token);
    }

    public SystemGrpc.SystemBlockingStub system() {
        return SystemGrpc.newBlockingStub(channel).withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    public UserGrpc.UserBlockingStub users() {
        return UserGrpc.newBlockingStub(channel).withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    public MailboxGrpc.MailboxBlockingStub mailboxes() {
        return MailboxGrpc.newBlockingStub(channel).withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    /** For messages that come in pieces. */
    public MailboxGrpc.MailboxStub mailboxStreams() {
        return MailboxGrpc.newStub(channel).withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    public HealthGrpc.HealthBlockingStub health() {
        return HealthGrpc.newBlockingStub(channel).withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        connection.shutdownNow();
        try {
            connection.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /**
     * Whose certificates to believe.
     *
     * @param authorities empty for those that the JDK knows
     * @param everybody whether not to look at certificates at all
     */
    public record Trust(List<X509Certificate> authorities, boolean everybody) {

        public Trust {
            authorities = List.copyOf(authorities);
        }

        private SslContext context() {
            SslContextBuilder builder = SslContextBuilder.forClient();
            if (everybody) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            } else if (!authorities.isEmpty()) {
                builder.trustManager(authorities.toArray(X509Certificate[]::new));
            }
            try {
                return GrpcSslContexts.configure(builder, SslProvider.JDK)
                        .protocols(ServerCertificate.PROTOCOLS)
                        .build();
            } catch (SSLException e) {
                throw new IllegalStateException("The JDK has TLS", e);
            }
        }
    }

    /** Says with each call who calls. */
    private record WithToken(Optional<String> token) implements ClientInterceptor {

        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<R> listener, Metadata headers) {
                    if (!headers.containsKey(Calls.CLIENT_VERSION)) {
                        headers.put(Calls.CLIENT_VERSION, AdminVersion.NUMBER);
                    }
                    token.ifPresent(known -> headers.put(Calls.TOKEN, known));
                    super.start(listener, headers);
                }
            };
        }
    }
}
