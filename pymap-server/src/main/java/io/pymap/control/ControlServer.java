package io.pymap.control;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.pymap.fixture.ServerFixture;
import io.pymap.transport.EventLoops;
import io.pymap.transport.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * The control API of a server that runs: HTTP and JSON, as {@code /openapi.yaml} tells, and a page at {@code /}.
 *
 * <pre>{@code
 * try (ControlServer control = ControlServer.builder(fixture).port(8143).start()) {
 *     System.out.println(control.uri());
 * }
 * }</pre>
 *
 * <p>Whoever can connect, and has the token where there is one, can do everything to the server. Its states, to which it can be
 * reset, are those from its start on: start it when accounts and mail are there.
 */
public final class ControlServer implements AutoCloseable {

    /** What a request may hold at most, in octets. */
    public static final int LARGEST_BODY = 64 << 20;

    private final EventLoops loops = EventLoops.nio(1);
    private final ExecutorService workers = Workers.create();
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final InetSocketAddress address;

    private ControlServer(Builder settings) {
        ControlledServer server =
                new ControlledServer(settings.fixture, settings.version, settings.backend, settings.profile);
        InetSocketAddress wanted = new InetSocketAddress(settings.host, settings.port);
        Admission admission = new Admission(settings.token, settings.host.isLoopbackAddress());
        ControlChannel initializer = new ControlChannel(new Routes(server), admission, workers, channels);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .childHandler(initializer)
                .bind(wanted)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            throw new UncheckedIOException(new IOException(
                    "cannot listen on " + settings.host.getHostAddress() + ":" + settings.port + ": "
                            + bound.cause().getMessage(),
                    bound.cause()));
        }
        Channel listening = bound.channel();
        channels.add(listening);
        address = (InetSocketAddress) listening.localAddress();
    }

    /** A control API of that server. */
    public static Builder builder(ServerFixture fixture) {
        return new Builder(fixture);
    }

    /** Where it listens, with the port it got. */
    public InetSocketAddress address() {
        return address;
    }

    /** Where it listens, {@code http://127.0.0.1:8143}. */
    public URI uri() {
        String host = address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /** Ends all connections and its own threads; the server that was controlled goes on. */
    @Override
    public void close() {
        channels.close().awaitUninterruptibly();
        workers.shutdownNow();
        loops.close();
    }

    /** What a control API is to be. */
    public static final class Builder {

        private final ServerFixture fixture;
        private InetAddress host = InetAddress.getLoopbackAddress();
        private int port;
        private Optional<String> token = Optional.empty();
        private String version = "unknown";
        private String backend = "dict";
        private String profile = "full";

        private Builder(ServerFixture fixture) {
            this.fixture = fixture;
        }

        /** Where to listen; the loopback interface unless said otherwise. */
        public Builder host(InetAddress address) {
            host = address;
            return this;
        }

        /** 0, the default, for a free one. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** Which every request has to show, but for those for health and the page; none unless said otherwise. */
        public Builder token(String secret) {
            token = Optional.of(secret);
            return this;
        }

        /** What is told of the server. */
        public Builder told(String versionNumber, String backendName, String profileName) {
            version = versionNumber;
            backend = backendName;
            profile = profileName;
            return this;
        }

        /** @throws UncheckedIOException where the address cannot be had */
        public ControlServer start() {
            return new ControlServer(this);
        }
    }
}
