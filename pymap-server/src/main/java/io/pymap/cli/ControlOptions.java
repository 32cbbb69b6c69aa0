package io.pymap.cli;

import io.pymap.backend.FixtureBackend;
import io.pymap.control.ControlServer;
import io.pymap.fixture.Seed;
import io.pymap.fixture.ServerFixture;
import io.pymap.fixture.ServerTime;
import io.pymap.profile.ServerProfile;
import io.pymap.tls.CertificateAuthority;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** What a test wants of the server: accounts, mail and time to begin with, and a control API. */
final class ControlOptions {

    /** For a secret, the environment is a better place than the command line, which others can read. */
    static final String TOKEN = "PYMAP_SERVER_CONTROL_TOKEN";

    private static final int PASSWORD_OCTETS = 8;

    @Option(
            names = "--control-port",
            paramLabel = "NUM",
            converter = ListenOptions.PortNumber.class,
            description =
                    "Let tests control the server by HTTP and JSON, and serve a page for trying things out; 0 for a"
                            + " free port, which the ready line tells. docs/control.md has the calls.%n  Default: no control API",
            showDefaultValue = Visibility.NEVER)
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--control-host",
            paramLabel = "IFACE",
            description = "Name or address on which the control API listens: in clear.%n  Default: 127.0.0.1",
            showDefaultValue = Visibility.NEVER)
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--control-token-file",
            paramLabel = "FILE",
            description = "File with the token that requests of the control API have to show; the variable " + TOKEN
                    + " may have the token itself.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--control-no-token",
            description = "Let whoever can connect control the server, from other machines as well.")
    private boolean noToken;

    @Option(
            names = "--clock",
            paramLabel = "TIME",
            description = "The server's time stands still there until the control API lets it pass: now, or"
                    + " 2026-01-01T00:00:00Z.%n  Default: time passes",
            showDefaultValue = Visibility.NEVER)
    private Optional<String> clock = Optional.empty();

    @Option(
            names = "--account",
            paramLabel = "NAME[:PASSWORD]",
            description =
                    "An account that there is to be, with any backend. Without a password, one is made up and told"
                            + " once. Repeatable.",
            showDefaultValue = Visibility.NEVER)
    private List<String> accounts = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "FILE",
            description = "Mail to begin with: a JSON file, or a directory with ADDRESS/MAILBOX/ANY.eml.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Path> seed = Optional.empty();

    /** Whether a test wants anything. */
    boolean isAsked() {
        return port.isPresent() || clock.isPresent() || !accounts.isEmpty() || seed.isPresent();
    }

    /** @throws UsageException where the options do not fit each other */
    void check(Map<String, String> environment) {
        if (port.isEmpty() && (host.isPresent() || tokenFile.isPresent() || noToken)) {
            throw new UsageException(
                    "--control-host, --control-token-file and --control-no-token: expected a --control-port");
        }
        if (port.isPresent()
                && !address().isLoopbackAddress()
                && !noToken
                && token(environment).isEmpty()) {
            throw new UsageException(
                    "--control-host: other machines can connect; expected --control-token-file, the variable " + TOKEN
                            + ", or --control-no-token");
        }
    }

    ServerTime time() {
        return clock.map(text -> ServerTime.standingStill(moment(text))).orElseGet(ServerTime::passing);
    }

    private static Instant moment(String text) {
        if (text.equals("now")) {
            return InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new UsageException("--clock: expected now, or an instant such as 2026-01-01T00:00:00Z");
        }
    }

    /** Passwords that are made up are told there. */
    ServerFixture.Builder fixture(FixtureBackend backend, ServerTime time, ServerProfile profile, PrintStream out) {
        ServerFixture.Builder fixture =
                ServerFixture.builder(backend, time).profile(profile).authority(CertificateAuthority.whenNeeded());
        passwords(out).forEach(fixture::account);
        return fixture;
    }

    private Map<String, String> passwords(PrintStream out) {
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String account : accounts) {
            int colon = account.indexOf(':');
            String login = colon < 0 ? account : account.substring(0, colon);
            if (login.isEmpty()) {
                throw new UsageException("--account: expected NAME:PASSWORD or NAME");
            }
            passwords.put(login, colon < 0 ? madeUp(login, out) : account.substring(colon + 1));
        }
        return passwords;
    }

    private static String madeUp(String login, PrintStream out) {
        byte[] octets = new byte[PASSWORD_OCTETS];
        new SecureRandom().nextBytes(octets);
        String password = HexFormat.of().formatHex(octets);
        out.println("pymap: the password of " + login + " is " + password);
        return password;
    }

    /** Puts in the mail to begin with. */
    void plant(ServerFixture fixture) {
        try {
            seed.ifPresent(file -> (Files.isDirectory(file) ? Seed.preload(file) : Seed.json(file)).accept(fixture));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new StartException("--seed: " + e.getMessage());
        }
    }

    /** Begins to listen, where that is asked for. */
    Optional<ControlServer> start(ServerFixture fixture, String backend, String profile, Surroundings surroundings) {
        if (port.isEmpty()) {
            return Optional.empty();
        }
        InetAddress address = address();
        ControlServer.Builder control =
                ControlServer.builder(fixture).host(address).port(port.get()).told(Version.number(), backend, profile);
        Optional<String> token = token(surroundings.environment());
        token.ifPresent(control::token);
        if (token.isEmpty() && !address.isLoopbackAddress()) {
            surroundings.err().println("pymap: warning: whoever can connect to the control API controls the server");
        }
        try {
            return Optional.of(control.start());
        } catch (UncheckedIOException e) {
            throw new StartException(e.getMessage() + "; choose another with --control-port");
        }
    }

    private Optional<String> token(Map<String, String> environment) {
        Optional<String> token = tokenFile.isPresent()
                ? tokenFile.map(ControlOptions::read)
                : Optional.ofNullable(environment.get(TOKEN));
        return token.filter(secret -> !secret.isEmpty());
    }

    private static String read(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty()) {
                throw new StartException("--control-token-file " + file + ": expected a token in it");
            }
            return token;
        } catch (IOException e) {
            throw new StartException("--control-token-file " + file + ": cannot be read");
        }
    }

    private InetAddress address() {
        String name = host.orElse("127.0.0.1");
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new StartException("--control-host " + name + ": no such host or interface");
        }
    }
}
