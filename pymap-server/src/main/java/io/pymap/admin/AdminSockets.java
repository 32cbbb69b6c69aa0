package io.pymap.admin;

import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.pymap.tls.ServerCertificate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/** The sockets of the service, and the thread on which they live. Of the JDK, so that they work everywhere. */
final class AdminSockets implements AutoCloseable {

    @SuppressWarnings("deprecation") // the one class for this that both Netty 4.1 and 4.2 have
    private final EventLoopGroup loop = new NioEventLoopGroup(1, new DefaultThreadFactory("pymap-admin", true));

    private final int mostConnections;
    private final List<Path> paths = new ArrayList<>();

    /** @param mostConnections on each of them */
    AdminSockets(int mostConnections) {
        this.mostConnections = mostConnections;
    }

    /**
     * @param settings what else the server has
     * @throws IOException where somebody listens there already, or the socket cannot be made
     */
    Server listen(Path path, Consumer<NettyServerBuilder> settings) throws IOException {
        removeLeftBehind(path);
        NettyServerBuilder builder = NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(path))
                .channelFactory(() -> capped(new NioServerDomainSocketChannel()));
        Server server = start(builder, settings, path.toString());
        paths.add(path);
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
        return server;
    }

    /** A process that was killed leaves its socket; one to which nobody listens any more. */
    private static void removeLeftBehind(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(path + ": expected a socket or nothing there");
        }
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
            throw new IOException(path + ": a running server listens there");
        } catch (ConnectException nobodyListens) {
            Files.delete(path);
        }
    }

    /** @param settings as above */
    Server listen(
            InetSocketAddress address, Optional<ServerCertificate> certificate, Consumer<NettyServerBuilder> settings)
            throws IOException {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(address).channelFactory(() -> capped(new NioServerSocketChannel()));
        if (certificate.isPresent()) {
            builder.sslContext(context(certificate.get()));
        }
        return start(builder, settings, address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    private <C extends ServerChannel> C capped(C listening) {
        listening.pipeline().addLast(new ConnectionCap(mostConnections));
        return listening;
    }

    private static SslContext context(ServerCertificate certificate) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forServer(
                certificate.key(), certificate.chain().toArray(X509Certificate[]::new));
        return new UnnegotiatedHttp2(GrpcSslContexts.configure(builder, SslProvider.JDK)
                .protocols(ServerCertificate.PROTOCOLS)
                .build());
    }

    private Server start(NettyServerBuilder builder, Consumer<NettyServerBuilder> settings, String place)
            throws IOException {
        settings.accept(builder);
        try {
            return builder.bossEventLoopGroup(loop)
                    .workerEventLoopGroup(loop)
                    .build()
                    .start();
        } catch (IOException e) {
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new IOException("cannot listen on " + place + ": " + reason, e);
        }
    }

    /** For when the servers have ended. */
    @Override
    public void close() {
        paths.forEach(AdminSockets::remove);
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException leftBehind) {
            return; // the next server removes it
        }
    }
}
