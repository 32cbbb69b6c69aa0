package io.pymap.admin;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.pymap.auth.Authenticator;
import io.pymap.auth.PasswordHash;
import io.pymap.auth.SecretForm;
import io.pymap.mailbox.Backend;
import io.pymap.memory.MemoryBudget;
import io.pymap.tls.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A running admin service of a backend, which it does not close.
 *
 * <pre>{@code
 * try (AdminServer admin = AdminServer.builder(backend).socket(Path.of("/run/pymap/admin.sock")).start()) {
 *     String token = admin.token(Optional.empty());
 * }
 * }</pre>
 */
public final class AdminServer implements AutoCloseable {

    /** As many calls work at a time; others wait. */
    private static final int WORKERS = 16;

    private static final int MOST_CALLS_A_CONNECTION = 100;
    private static final Duration IDLE_CONNECTION = Duration.ofMinutes(10);
    private static final int HANDSHAKE_SECONDS = 10;
    private static final int PATIENCE_SECONDS = 2;

    private final AdminTokens tokens;
    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timer;
    private final AdminSockets sockets;
    private final List<Server> servers = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();

    /** A service that is not started yet. */
    public static Builder builder(Backend backend) {
        return new Builder(backend);
    }

    private AdminServer(Builder settings) throws IOException {
        tokens = new AdminTokens(settings.key, settings.backend.users(), settings.clock);
        sockets = new AdminSockets(settings.connections);
        workers = Executors.newFixedThreadPool(WORKERS, daemons("pymap-admin-worker"));
        timer = new ScheduledThreadPoolExecutor(1, daemons("pymap-admin-timer"));
        timer.setRemoveOnCancelPolicy(true);
        try {
            listen(settings);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private void listen(Builder settings) throws IOException {
        List<BindableService> services = services(settings);
        if (settings.socket.isPresent()) {
            servers.add(sockets.listen(settings.socket.get(), builder -> configure(builder, settings, services)));
        }
        for (InetSocketAddress address : settings.addresses) {
            Server server =
                    sockets.listen(address, settings.certificate, builder -> configure(builder, settings, services));
            servers.add(server);
            addresses.add(new InetSocketAddress(address.getAddress(), server.getPort()));
        }
    }

    private List<BindableService> services(Builder settings) {
        PasswordHash passwords = new PasswordHash();
        Authenticator authenticator = new Authenticator(settings.backend.users(), passwords);
        List<BindableService> services = new ArrayList<>(List.of(
                new SystemService(
                        authenticator,
                        tokens,
                        new RateLimit(settings.guessesPerSecond, settings.guesses, settings.clock),
                        settings.version),
                new UserService(settings.backend.users(), passwords, settings.secretForm),
                new MailboxService(
                        new Delivery(settings.backend, settings.clock, settings.messageLimit, settings.memory)),
                new HealthService(settings.backend, timer, workers, settings.healthInterval)));
        if (settings.reflection) {
            services.add(ProtoReflectionServiceV1.newInstance());
        }
        return services;
    }

    private void configure(NettyServerBuilder builder, Builder settings, List<BindableService> services) {
        ServerInterceptor calls =
                new Calls(tokens, new RateLimit(settings.callsPerSecond, settings.callsPerSecond, settings.clock));
        services.forEach(builder::addService);
        builder.executor(workers)
                .intercept(calls)
                .intercept(new CallDeadline(timer, settings.deadline)) // the last one is asked first
                .maxInboundMessageSize(settings.requestLimit)
                .maxConcurrentCallsPerConnection(MOST_CALLS_A_CONNECTION)
                .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .maxConnectionIdle(IDLE_CONNECTION.toSeconds(), TimeUnit.SECONDS);
    }

    /** Where it listens on TCP, with the ports that it got. */
    public List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    /** A token that may do everything, good until then or until the key of the service is another one. */
    public String token(Optional<Instant> expiry) {
        return tokens.admin(expiry);
    }

    /** Ends all calls, and removes the socket. */
    @Override
    public void close() {
        servers.forEach(Server::shutdownNow);
        for (Server server : servers) {
            try {
                server.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        sockets.close();
        timer.shutdownNow();
        workers.shutdownNow();
    }

    /** What a service is to be. Without a socket and an address nobody reaches it. */
    public static final class Builder {

        private final Backend backend;
        private Optional<Path> socket = Optional.empty();
        private final List<InetSocketAddress> addresses = new ArrayList<>();
        private Optional<ServerCertificate> certificate = Optional.empty();
        private byte[] key = new byte[32];
        private SecretForm secretForm = SecretForm.PBKDF2_SHA256;
        private String version = "unknown";
        private boolean reflection;
        private long messageLimit = 1_000_000_000;
        private MemoryBudget memory = MemoryBudget.ofThisProcess();
        private int requestLimit = 16 << 20;
        private int connections = 100;
        private int callsPerSecond = 1000;
        private int guesses = 20;
        private double guessesPerSecond = 1;
        private Duration deadline = Duration.ofMinutes(2);
        private Duration healthInterval = Duration.ofSeconds(1);
        private InstantSource clock = InstantSource.system();

        private Builder(Backend backend) {
            this.backend = backend;
            new SecureRandom().nextBytes(key);
        }

        /** Listens on a Unix domain socket there, which only the owner of this process may use. */
        public Builder socket(Path path) {
            socket = Optional.of(path);
            return this;
        }

        /** Listens on TCP as well: with TLS where there is a {@link #certificate}, else on the loopback interface only. */
        public Builder address(InetSocketAddress address) {
            addresses.add(address);
            return this;
        }

        public Builder certificate(ServerCertificate own) {
            certificate = Optional.of(own);
            return this;
        }

        /** What tokens are made with. Without it they are good for this run only, and for no other server. */
        public Builder key(byte[] secret) {
            key = secret.clone();
            return this;
        }

        /** How new passwords are kept; {@link SecretForm#PBKDF2_SHA256} unless said otherwise. */
        public Builder secretForm(SecretForm form) {
            secretForm = form;
            return this;
        }

        /** What Ping tells of the server. */
        public Builder version(String number) {
            version = number;
            return this;
        }

        /** Lets clients ask which calls there are. */
        public Builder reflection() {
            reflection = true;
            return this;
        }

        /** Most octets of a message that is delivered. Above 16 MiB it must come by AppendStream. */
        public Builder messageLimit(long octets) {
            messageLimit = octets;
            return this;
        }

        /** Most calls of one client in a second. */
        public Builder callsPerSecond(int number) {
            callsPerSecond = number;
            return this;
        }

        /** What messages under way may take together; a quarter of the process's memory unless it is shared with others. */
        public Builder memory(MemoryBudget shared) {
            memory = shared;
            return this;
        }

        /** Most connections on each socket; more are closed at once. 100 unless said otherwise. */
        public Builder connections(int most) {
            connections = most;
            return this;
        }

        /** Most failed logins of one client at once; one more a second. */
        public Builder guesses(int number) {
            guesses = number;
            return this;
        }

        /** Most time that a call may take; watching health has no end. */
        public Builder deadline(Duration most) {
            deadline = most;
            return this;
        }

        /** How often the backend is asked for those who watch health. */
        public Builder healthInterval(Duration interval) {
            healthInterval = interval;
            return this;
        }

        /** Where the time comes from, for tokens and dates of messages. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /**
         * Starts it.
         *
         * @throws IOException where a socket cannot be opened; the message says which
         * @throws IllegalArgumentException for TCP beyond the loopback interface without a certificate
         */
        public AdminServer start() throws IOException {
            if (certificate.isEmpty()
                    && !addresses.stream()
                            .map(InetSocketAddress::getAddress)
                            .allMatch(InetAddress::isLoopbackAddress)) {
                throw new IllegalArgumentException(
                        "Beyond the loopback interface the admin service needs a certificate");
            }
            return new AdminServer(this);
        }
    }
}
