package io.pymap.cli;

import io.pymap.admin.AdminServer;
import io.pymap.auth.SecretForm;
import io.pymap.cli.admin.LocalFile;
import io.pymap.cli.admin.PrivateFile;
import io.pymap.server.PymapServer;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The admin service: on a socket that clients find by themselves, and on TCP where it is asked for. */
final class AdminOptions {

    private static final Logger LOG = LoggerFactory.getLogger(AdminOptions.class);

    private static final int USUAL_PORT = 50051;
    private static final int LEAST_KEY_OCTETS = 16;

    @Option(
            names = "--admin-path",
            paramLabel = "FILE",
            description =
                    "Socket of the admin service, for pymap admin.%n  Default: pymap/pymap-admin.sock in the directory"
                            + " for temporary files, if no other server has it",
            showDefaultValue = Visibility.NEVER)
    private Optional<Path> path = Optional.empty();

    @Option(
            names = "--admin-token-file",
            paramLabel = "FILE",
            description = "Where to write the token that may do everything; it is removed at the end.%n  Default:"
                    + " pymap-admin.token beside the socket",
            showDefaultValue = Visibility.NEVER)
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--admin-token-duration",
            paramLabel = "SECONDS",
            description = "How long that token is good. As long as the server runs without it.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Long> tokenDuration = Optional.empty();

    @Option(
            names = "--admin-key-file",
            paramLabel = "FILE",
            description =
                    "Key of tokens, in hexadecimal: with it they outlive the server, and are good for all that have"
                            + " it. A new one with each start without it.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Path> keyFile = Optional.empty();

    @Option(
            names = "--admin-host",
            paramLabel = "IFACE",
            description =
                    "Name or address on which the admin service listens as well, with TLS. Repeatable.%n  Default:"
                            + " 127.0.0.1 with --admin-port, else none",
            showDefaultValue = Visibility.NEVER)
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--admin-port",
            paramLabel = "NUM",
            converter = ListenOptions.PortNumber.class,
            description = "Its port; 0 for a free one, which the ready line tells.%n  Default: 50051 with --admin-host",
            showDefaultValue = Visibility.NEVER)
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--admin-password-hash",
            paramLabel = "FORM",
            converter = FormName.class,
            description =
                    "How passwords are kept that are set by the admin service: pbkdf2, argon2id or plain.%n  Default:"
                            + " pbkdf2",
            showDefaultValue = Visibility.NEVER)
    private SecretForm secretForm = SecretForm.PBKDF2_SHA256;

    @Option(names = "--admin-reflection", description = "Let clients ask the admin service which calls it has.")
    private boolean reflection;

    /** A service that runs. */
    record Running(AdminServer server, Optional<Path> socket, Optional<Path> tokenFile, boolean clear)
            implements AutoCloseable {

        /** For the ready line. */
        List<String> urls() {
            List<String> urls = new ArrayList<>();
            socket.ifPresent(path -> urls.add("unix:" + path));
            server.addresses().forEach(address -> urls.add(PymapCommand.url(clear ? "grpc" : "grpcs", address)));
            return urls;
        }

        @Override
        public void close() {
            server.close();
            try {
                if (tokenFile.isPresent()) {
                    Files.deleteIfExists(tokenFile.get());
                }
            } catch (IOException leftBehind) {
                LOG.warn("{}: cannot be removed", tokenFile.get());
            }
        }
    }

    /**
     * Starts it beside a server of IMAP, of which it manages the backend.
     *
     * @return nothing where it would only have listened where another server does
     */
    Optional<Running> start(
            PymapServer imap, ListenOptions listen, ProtocolOptions protocol, Map<String, String> environment) {
        Optional<Path> chosen = path.or(() -> LocalFile.SOCKET.named(environment));
        Path usual = LocalFile.SOCKET.temporary(environment);
        Optional<Path> socket = chosen.or(() -> Optional.of(usual).filter(AdminOptions::isOnlyOurs));
        AdminServer.Builder builder = builder(imap, listen, protocol, environment);
        socket.ifPresent(builder::socket);
        boolean elsewhere = chosen.isPresent() || !addresses().isEmpty();
        if (socket.isEmpty() && !elsewhere) {
            LOG.info(
                    "No admin service: the directory of {} is not this user's alone; choose another with --admin-path",
                    usual);
            return Optional.empty();
        }
        try {
            AdminServer server = builder.start();
            return Optional.of(running(server, socket, listen, environment));
        } catch (IOException e) {
            if (elsewhere) {
                throw new StartException(e.getMessage() + "; choose another with --admin-path or --admin-port");
            }
            LOG.info("No admin service: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Running running(
            AdminServer server, Optional<Path> socket, ListenOptions listen, Map<String, String> environment) {
        Optional<Path> file =
                tokenFile.or(() -> LocalFile.TOKEN.named(environment)).or(() -> socket.map(LocalFile.TOKEN::beside));
        String token = server.token(
                tokenDuration.map(seconds -> InstantSource.system().instant().plusSeconds(seconds)));
        boolean written = false;
        try {
            file.ifPresent(path -> PrivateFile.write(path, token));
            written = true;
        } finally {
            if (!written) {
                server.close();
            }
        }
        return new Running(server, socket, file, listen.isClear());
    }

    private AdminServer.Builder builder(
            PymapServer imap, ListenOptions listen, ProtocolOptions protocol, Map<String, String> environment) {
        AdminServer.Builder builder = AdminServer.builder(imap.backend())
                .memory(imap.memory())
                .version(Version.number())
                .secretForm(secretForm)
                .messageLimit(protocol.appendLimit());
        List<InetSocketAddress> addresses = addresses();
        addresses.forEach(builder::address);
        if (!addresses.isEmpty()) {
            certificate(addresses, listen, environment).ifPresent(builder::certificate);
        }
        keyFile.map(AdminOptions::key).ifPresent(builder::key);
        if (reflection) {
            builder.reflection();
        }
        if (tokenDuration.filter(seconds -> seconds < 1).isPresent()) {
            throw new UsageException("--admin-token-duration: expected a number above 0");
        }
        return builder;
    }

    private List<InetSocketAddress> addresses() {
        List<String> names = hosts.isEmpty() && port.isPresent() ? List.of("127.0.0.1") : hosts;
        return names.stream()
                .map(name -> new InetSocketAddress(resolved(name), port.orElse(USUAL_PORT)))
                .toList();
    }

    private static InetAddress resolved(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new StartException("--admin-host " + name + ": no such host or interface");
        }
    }

    private static Optional<ServerCertificate> certificate(
            List<InetSocketAddress> addresses, ListenOptions listen, Map<String, String> environment) {
        boolean loopback =
                addresses.stream().allMatch(address -> address.getAddress().isLoopbackAddress());
        if (listen.isClear()) {
            if (!loopback) {
                throw new UsageException("--no-tls: expected an --admin-host of the loopback interface");
            }
            return Optional.empty();
        }
        Optional<ServerCertificate> own = listen.certificate(environment);
        if (own.isEmpty() && !loopback) {
            throw new UsageException("--admin-host: expected a --cert, beyond the loopback interface");
        }
        return own.or(() -> Optional.of(ServerCertificate.selfSigned(CertificateTerms.loopback(Clock.systemUTC()))));
    }

    private static byte[] key(Path file) {
        try {
            byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length >= LEAST_KEY_OCTETS) {
                return key;
            }
        } catch (IOException e) {
            throw new StartException("--admin-key-file " + file + ": cannot be read");
        } catch (IllegalArgumentException notHexadecimal) {
            LOG.debug("{} has no hexadecimal digits", file);
        }
        throw new StartException("--admin-key-file " + file
                + ": expected at least 32 hexadecimal digits, such as openssl rand -hex 32 makes");
    }

    /** Whether its directory is there, made just now if need be, and nobody else may write to it. */
    private static boolean isOnlyOurs(Path socket) {
        Path directory = socket.resolveSibling("");
        try {
            if (!Files.exists(directory)) {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
            return Files.getOwner(directory).getName().equals(System.getProperty("user.name"))
                    && !permissions.contains(PosixFilePermission.GROUP_WRITE)
                    && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The names that the option has for each. */
    static final class FormName implements ITypeConverter<SecretForm> {

        @Override
        public SecretForm convert(String value) {
            return switch (value) {
                case "pbkdf2" -> SecretForm.PBKDF2_SHA256;
                case "argon2id" -> SecretForm.ARGON2ID;
                case "plain" -> SecretForm.PLAIN;
                default -> throw new TypeConversionException("expected pbkdf2, argon2id or plain");
            };
        }
    }
}
