package io.pymap.cli;

import io.pymap.backend.FixtureBackend;
import io.pymap.control.ControlServer;
import io.pymap.fixture.ServerFixture;
import io.pymap.fixture.ServerTime;
import io.pymap.mailbox.Backend;
import io.pymap.metrics.prometheus.MetricsEndpoint;
import io.pymap.profile.ServerProfile;
import io.pymap.server.PymapServer;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pymap}: the options that all backends share. */
@Command(
        name = "pymap",
        description = "IMAP server for tests and for trying things out.",
        synopsisSubcommandLabel = "BACKEND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        sortOptions = false,
        footer = {
            "",
            "An argument @FILE stands for the lines of that file, one argument a line,",
            "in which $NAME and $${NAME} stand for environment variables and $$$$ for $.",
            "An option has a variable as well: PYMAP_SERVER_TLS_PORT=993 for --tls-port 993,",
            "PYMAP_SERVER_NO_TLS=true for --no-tls; repeatable ones have space between values."
        })
final class PymapCommand implements Runnable {

    /** How long clients have to hang up after BYE. */
    private static final Duration HANG_UP = Duration.ofMillis(500);

    private static final String IMAP = "imap";
    private static final String ADMIN = "admin";

    private final Surroundings surroundings;

    @Option(names = "--debug", description = "Show the protocol on standard error, passwords left out.")
    private boolean debug;

    @Option(
            names = "--pid-file",
            paramLabel = "FILE",
            description = "Write the process number there; it is removed at the end. Of two servers with one file the"
                    + " second does not start.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Path> pidFile = Optional.empty();

    @Option(
            names = "--logging-cfg",
            paramLabel = "FILE",
            description = "Logback's XML, in place of warnings only.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Path> loggingCfg = Optional.empty();

    @Option(
            names = "--no-service",
            paramLabel = "NAME",
            description = "Do not start that service: " + ADMIN + ". Repeatable.",
            showDefaultValue = Visibility.NEVER)
    private List<String> noService = new ArrayList<>();

    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Mixin
    private ProtocolOptions protocol = new ProtocolOptions();

    @Mixin
    private FaultOptions faults = new FaultOptions();

    @Mixin
    private ControlOptions control = new ControlOptions();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Mixin
    private MetricsOptions metrics = new MetricsOptions();

    PymapCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new UsageException("expected a BACKEND: dict, maildir or redis; see pymap --help");
    }

    /** Runs a server of that backend until it is told to stop. */
    void serve(BackendCommand chosen, String backendName) {
        if (noService.contains(IMAP)) {
            throw new UsageException("--no-service " + IMAP + " leaves no service to start");
        }
        control.check(surroundings.environment());
        Logging.configure(loggingCfg, debug);
        Starting starting = control.isAsked() ? controlled(chosen, backendName) : plain(chosen);
        if (pidFile.isEmpty()) {
            run(starting, chosen, backendName);
            return;
        }
        try (PidFile held = PidFile.create(pidFile.get())) {
            held.write(ProcessHandle.current().pid());
            run(starting, chosen, backendName);
        }
    }

    /** A server that is about to start. */
    private record Starting(PymapServer.Builder builder, Supplier<Started> start) {}

    /**
     * A server that has started.
     *
     * @param urls of what there is beside it
     */
    private record Started(PymapServer server, List<String> urls, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    private Starting plain(BackendCommand chosen) {
        PymapServer.Builder builder = builder(chosen, chosen.backend(InstantSource.system(), false));
        faults.applyTo(builder);
        return new Starting(builder, () -> {
            PymapServer server = builder.start();
            furnish(server.backend());
            return new Started(server, List.of(), server::close);
        });
    }

    /** With what a test wants, and maybe a control API. */
    private Starting controlled(BackendCommand chosen, String backendName) {
        ServerTime time = control.time();
        FixtureBackend backend = chosen.backend(time, true);
        PymapServer.Builder builder = builder(chosen, backend);
        ServerFixture.Builder fixtures = control.fixture(backend, time, protocol.profile(), surroundings.out())
                .tls(listen.tls());
        faults.applyTo(builder, fixtures);
        return new Starting(builder, () -> {
            ServerFixture fixture = fixtures.start(builder);
            try {
                furnish(backend);
                control.plant(fixture);
                faults.know(fixture);
                Optional<ControlServer> api =
                        control.start(fixture, backendName, protocol.profile().name(), surroundings);
                List<String> urls =
                        api.map(told -> List.of(told.uri().toString())).orElse(List.of());
                return new Started(fixture.server(), urls, () -> {
                    api.ifPresent(ControlServer::close);
                    fixture.close();
                });
            } catch (StartException e) {
                fixture.close();
                throw e;
            }
        });
    }

    private void run(Starting starting, BackendCommand chosen, String backendName) {
        Optional<MetricsEndpoint> endpoint = metrics.start(starting.builder());
        try (Started started = start(starting)) {
            List<String> urls = new ArrayList<>(started.urls());
            endpoint.ifPresent(told -> urls.add(url("http", told.address()) + "/metrics"));
            if (noService.contains(ADMIN)) {
                serve(started.server(), urls, chosen, backendName);
                return;
            }
            Optional<AdminOptions.Running> running =
                    admin.start(started.server(), listen, protocol, surroundings.environment());
            try {
                running.ifPresent(service -> urls.addAll(0, service.urls()));
                serve(started.server(), urls, chosen, backendName);
            } finally {
                running.ifPresent(AdminOptions.Running::close);
            }
        } finally {
            endpoint.ifPresent(MetricsEndpoint::close);
        }
    }

    /** The users there are find the mailboxes that such a server has. */
    private void furnish(Backend backend) {
        ServerProfile profile = protocol.profile();
        if (profile.hasMailboxes()) {
            backend.users().names().forEach(user -> profile.furnish(backend.account(user)));
        }
    }

    /** @param otherUrls of what there is beside IMAP */
    private void serve(PymapServer server, List<String> otherUrls, BackendCommand chosen, String backendName) {
        warn(server, chosen);
        surroundings.out().println(readyLine(server, otherUrls, chosen, backendName));
        surroundings.out().flush();
        surroundings.whileRunning().accept(server);
    }

    private PymapServer.Builder builder(BackendCommand chosen, Backend backend) {
        PymapServer.Builder builder = PymapServer.builder(backend)
                .nativeTransport()
                .eventLoops(Runtime.getRuntime().availableProcessors())
                .hangUp(HANG_UP);
        listen.applyTo(builder, surroundings.environment());
        protocol.applyTo(builder);
        if (debug) {
            builder.tap(new ProtocolPrinter(surroundings.err()));
        }
        chosen.applyTo(builder);
        return builder;
    }

    private static Started start(Starting starting) {
        try {
            return starting.start().get();
        } catch (UncheckedIOException e) {
            throw new StartException(e.getMessage() + "; " + remedy(e));
        }
    }

    private static String remedy(UncheckedIOException e) {
        String problem = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (problem.contains("permission denied")) {
            return "ports below 1024 are the administrator's: choose another with --port";
        }
        return problem.contains("in use")
                ? "stop what listens there, or choose another with --port"
                : "choose an address of this machine with --host";
    }

    private void warn(PymapServer server, BackendCommand chosen) {
        boolean loopback = server.addresses().stream()
                .allMatch(address -> address.getAddress().isLoopbackAddress());
        List<String> problems = new ArrayList<>();
        if (listen.allowsClearPasswords()) {
            problems.add("passwords in clear text");
        }
        if (chosen.hasKnownPasswords()) {
            problems.add("a password that everybody knows");
        }
        if (!loopback && !problems.isEmpty()) {
            surroundings
                    .err()
                    .println("pymap: warning: other machines can connect, with " + String.join(" and ", problems));
        }
    }

    private static String readyLine(
            PymapServer server, List<String> otherUrls, BackendCommand chosen, String backendName) {
        List<String> addresses = new ArrayList<>();
        server.addresses().forEach(address -> addresses.add(url("imap", address)));
        server.tlsAddresses().forEach(address -> addresses.add(url("imaps", address)));
        addresses.addAll(otherUrls);
        List<String> summary = new ArrayList<>(List.of(backendName));
        summary.addAll(chosen.summary());
        return "pymap " + Version.number() + " ready: " + String.join(" ", addresses) + " ("
                + String.join(", ", summary) + ")";
    }

    static String url(String scheme, InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
