package io.pymap.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.pymap.imap.engine.ImapEngine;
import io.pymap.imap.engine.Output;
import io.pymap.imap.session.Connection;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.NotAuthenticated;
import io.pymap.metrics.ServerMetrics;
import io.pymap.tls.ServerCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for IMAP connections, on as many addresses as it is told to. */
public final class ImapListener implements AutoCloseable {

    private static final byte[] TOO_MANY =
            "* BYE [UNAVAILABLE] Too many connections from your address.\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final Logger LOG = LoggerFactory.getLogger(ImapListener.class);

    /** How long a session may be at work before it is ended without a goodbye. */
    private static final Duration BUSY = Duration.ofSeconds(2);

    private final ListenerSettings settings;
    private final EventLoops eventLoops;
    private final Executor workers;
    private final Buffers buffers = new Buffers();
    private final AtomicLong connections = new AtomicLong();
    private final Set<ConnectionHandler> open = ConcurrentHashMap.newKeySet();
    private final Map<InetAddress, Integer> peers = new ConcurrentHashMap<>(); // open connections of each
    private final List<Door> doors = new CopyOnWriteArrayList<>();

    private volatile @Nullable CertificateInUse inUse; // null until a connection wants TLS
    private volatile boolean closing;

    public ImapListener(ListenerSettings settings, EventLoops eventLoops, Executor workers) {
        this.settings = settings;
        this.eventLoops = eventLoops;
        this.workers = workers;
    }

    /**
     * Begins to listen.
     *
     * @param address with port 0 for one that is free
     * @param implicitTls whether TLS begins with the connection (RFC 8314 3.2)
     * @return the address, with the port that it got
     * @throws IOException where the address cannot be had
     */
    public InetSocketAddress listen(InetSocketAddress address, boolean implicitTls) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(eventLoops.group())
                .channel(eventLoops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, buffers)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel, implicitTls);
                    }
                });
        Door door = new Door(bootstrap, address);
        doors.add(door);
        return door.address();
    }

    /** Whoever connects from now on is refused by the machine, as if the server did not run. Connections stay open. */
    public void refuseConnections() {
        doors.forEach(door -> change(door::refuse));
    }

    /** Accepts connections again, at the same addresses. */
    public void acceptConnections() {
        doors.forEach(door -> change(door::accept));
    }

    /**
     * Runs the task while nobody is let in: who connects waits for the greeting. Connections stay open, and those accepted just
     * before have begun when the task does: {@link #disconnectAll} ends them as well.
     */
    public void whileNobodyIsLetIn(Runnable task) {
        doors.forEach(Door::hold);
        try {
            if (!closing) {
                eventLoops.group().forEach(loop -> loop.submit(() -> {}).awaitUninterruptibly());
            }
            task.run();
        } finally {
            doors.forEach(Door::letIn);
        }
    }

    private interface Change {
        void make() throws IOException;
    }

    private static void change(Change change) {
        try {
            change.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many connections are open. */
    public int openConnections() {
        return open.size();
    }

    private void initialize(Channel channel, boolean implicitTls) {
        if (!admits(channel)) {
            settings.metrics().connectionRefused();
            channel.writeAndFlush(Unpooled.wrappedBuffer(TOO_MANY)).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        if (settings.proxyProtocol() == ProxyProtocol.NONE) {
            begin(channel, implicitTls, peer(channel.remoteAddress()), isLoopback(channel.remoteAddress()));
            return;
        }
        // Whoever the proxy says it is: an address that is only claimed gives no right to send passwords in clear.
        channel.pipeline()
                .addLast(
                        "proxy",
                        new ProxyHeaderHandler(
                                settings.proxyProtocol(),
                                settings.timers(),
                                (context, peer) -> begin(channel, implicitTls, peer, false)));
    }

    /** Counts the connection against its address. Behind a proxy that is the proxy's, which is not limited. */
    private boolean admits(Channel channel) {
        if (settings.connectionsPerPeer() == Integer.MAX_VALUE
                || settings.proxyProtocol() != ProxyProtocol.NONE
                || !(channel.remoteAddress() instanceof InetSocketAddress inet)) {
            return true;
        }
        InetAddress address = inet.getAddress();
        channel.closeFuture()
                .addListener(closed -> peers.computeIfPresent(
                        address, (peer, count) -> count == 1 ? null : Integer.valueOf(count - 1)));
        return peers.merge(address, 1, Integer::sum) <= settings.connectionsPerPeer();
    }

    private static String peer(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getHostString() + ":" + inet.getPort()
                : String.valueOf(address);
    }

    private static boolean isLoopback(SocketAddress address) {
        if (address instanceof InetSocketAddress inet) {
            InetAddress host = inet.getAddress();
            return host != null && host.isLoopbackAddress();
        }
        return false;
    }

    private void begin(Channel channel, boolean implicitTls, String peer, boolean loopback) {
        String id = Long.toString(connections.incrementAndGet());
        boolean tls = settings.certificate().isPresent();
        ChannelTls channelTls = new ChannelTls(channel);
        Connection connection = new Connection(
                id,
                Set.of(), // until the session begins
                settings.limits(),
                settings.timers(),
                settings.summaries(),
                tls,
                implicitTls,
                loopback || !tls || settings.insecureLogin(),
                channelTls);
        boolean mayBlock = settings.authentication().backend().mayBlock();
        Executor turns = mayBlock ? new SerialExecutor(workers) : channel.eventLoop();
        ImapEngine.Surroundings surroundings = new ImapEngine.Surroundings(
                settings.vocabularies(),
                settings.timers(),
                settings.timeouts(),
                settings.listener(),
                turns,
                mayBlock ? turns : behindInput(channel.eventLoop()),
                mayBlock ? Runnable::run : workers,
                settings.greeting());
        CommandFramer framer = new CommandFramer(
                settings.limits().beforeLogin(),
                settings.memory(),
                settings.vocabularies().barriers());
        settings.tap().opened(id, peer);
        ChannelPipeline pipeline = channel.pipeline();
        if (implicitTls) {
            pipeline.addLast("tls", tlsHandler(channelTls, false));
        }
        if (settings.tap() != ConnectionTap.NONE) {
            pipeline.addLast("tap", new TapHandler(id, settings.tap()));
        }
        if (settings.metrics() != ServerMetrics.NONE) {
            pipeline.addLast("traffic", new TrafficHandler(settings.metrics()));
        }
        pipeline.addLast("framer", framer);
        addHooks(pipeline, new HookedConnection(id, channel, framer, settings.timers(), settings.tap()));
        ConnectionHandler handler = new ConnectionHandler(
                id,
                channel,
                framer,
                turns,
                settings.timers(),
                settings.metrics(),
                () -> tlsHandler(channelTls, true),
                output -> engine(surroundings, connection, output));
        open.add(handler);
        settings.metrics().connectionOpened();
        if (closing) { // accepted just before: nobody else would end it
            channel.close();
        }
        channel.closeFuture().addListener(closed -> {
            open.remove(handler);
            settings.metrics().connectionClosed();
        });
        pipeline.addLast("connection", handler);
    }

    private void addHooks(ChannelPipeline pipeline, HookedConnection connection) {
        String name = ChannelHook.NAME;
        for (ChannelHook hook : settings.hooks()) {
            pipeline.addLast(name, hook.handler(connection));
            name += "'";
        }
    }

    /**
     * An event loop runs many of its tasks before it looks at its sockets again. What is scheduled, though it be for now,
     * waits until it has.
     */
    private static Executor behindInput(EventLoop eventLoop) {
        return task -> eventLoop.schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    private ImapEngine engine(ImapEngine.Surroundings surroundings, Connection connection, Output output) {
        NotAuthenticated unknown = new NotAuthenticated(connection, settings.authentication());
        SessionState initial =
                settings.preAuthenticated().<SessionState>map(unknown::as).orElse(unknown);
        return new ImapEngine(surroundings, initial, output);
    }

    /** @param startTls whether what is flushed first still goes out in clear */
    private SslHandler tlsHandler(ChannelTls channelTls, boolean startTls) {
        ServerCertificate certificate = settings.certificate()
                .map(Supplier::get)
                .orElseThrow(() -> new IllegalStateException("TLS is switched off"));
        channelTls.presents(certificate);
        SSLEngine engine = certificate.serverEngine(
                context(certificate), settings.clientAuthorities().isPresent());
        // What is stapled may have to be asked for, over the network.
        return certificate.staples() ? new SslHandler(engine, startTls, workers) : new SslHandler(engine, startTls);
    }

    /** One for all connections: to make one takes longer than all else that a connection begins with. */
    private SSLContext context(ServerCertificate certificate) {
        CertificateInUse last = inUse;
        if (last == null || !last.certificate.equals(certificate)) { // two at once do no harm
            last = new CertificateInUse(certificate, certificate.serverContext(settings.clientAuthorities()));
            inUse = last;
        }
        return last.context;
    }

    /** A certificate and what was made of it. */
    private record CertificateInUse(ServerCertificate certificate, SSLContext context) {}

    /** Accepts no more connections, and ends those there are as {@link #disconnectAll} does. */
    @Override
    public void close() {
        closing = true;
        doors.forEach(door -> change(door::close));
        disconnectAll("Server is shutting down.");
    }

    /**
     * Says goodbye to the connections there are, and waits for them to go: two seconds for sessions that are at work, and as
     * long as the settings say for clients to hang up. A client that hangs up by itself has read our last words; with octets
     * of its own unread here, a close from this side could take them from it.
     *
     * @param goodbye what stands behind BYE
     */
    public void disconnectAll(String goodbye) {
        List<CompletableFuture<Void>> goodbyes = new ArrayList<>();
        open.forEach(handler -> goodbyes.add(handler.shutDown(goodbye)));
        await(CompletableFuture.allOf(goodbyes.toArray(CompletableFuture<?>[]::new)), BUSY);
        List<CompletableFuture<Void>> hangUps = new ArrayList<>();
        open.forEach(handler -> hangUps.add(handler.hungUp()));
        await(CompletableFuture.allOf(hangUps.toArray(CompletableFuture<?>[]::new)), settings.hangUp());
        List<CompletableFuture<Void>> gone = new ArrayList<>();
        open.forEach(handler -> {
            gone.add(handler.hungUp());
            handler.abort();
        });
        await(CompletableFuture.allOf(gone.toArray(CompletableFuture<?>[]::new)), BUSY);
    }

    private static void await(CompletableFuture<Void> all, Duration most) {
        if (most.isZero()) {
            return;
        }
        try {
            all.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("Closing connections that have not ended by themselves");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
