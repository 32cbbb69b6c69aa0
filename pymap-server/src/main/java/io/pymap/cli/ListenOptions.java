package io.pymap.cli;

import io.pymap.fixture.Tls;
import io.pymap.server.PymapServer;
import io.pymap.tls.ClientAuthorities;
import io.pymap.tls.ServerCertificate;
import io.pymap.transport.ProxyProtocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where the server listens, and how connections begin. */
final class ListenOptions {

    @Option(
            names = "--host",
            paramLabel = "IFACE",
            description = "Name or address to listen on; 0.0.0.0 or :: for all. Repeatable.%n  Default: 127.0.0.1",
            showDefaultValue = Visibility.NEVER)
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "NUM",
            converter = PortNumber.class,
            description = "Port of IMAP, with STARTTLS; 0 for a free one, which the ready line tells.")
    private int port = 143;

    @Option(
            names = "--tls-port",
            paramLabel = "NUM",
            converter = PortNumber.class,
            description = "One more port, where TLS begins with the connection; 0 for a free one.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Integer> tlsPort = Optional.empty();

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "PEM file with the certificate chain; the variable CERT_FILE goes before it. Without one, a"
                    + " certificate for localhost is made up.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Path> cert = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "PEM file with the private key; the variable KEY_FILE goes before it. Without one, the key"
                    + " is in the file of --cert.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--client-ca",
            paramLabel = "FILE",
            description =
                    "PEM file with the authorities of clients: those who show a certificate of theirs may log in with"
                            + " AUTH=EXTERNAL, as the user whose mail address or common name is in it.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Path> clientCa = Optional.empty();

    @Option(names = "--no-tls", description = "No STARTTLS; anybody may send passwords in clear text.")
    private boolean noTls;

    @Option(
            names = "--insecure-login",
            description = "Clients of other machines may send passwords in clear text as well, though there is TLS.")
    private boolean insecureLogin;

    @Option(
            names = "--proxy-protocol",
            paramLabel = "VERSION",
            converter = ProxyVersion.class,
            description = "Expect a PROXY header: noop (none), detect, v1 or v2.%n  Default: noop",
            showDefaultValue = Visibility.NEVER)
    private ProxyProtocol proxyProtocol = ProxyProtocol.NONE;

    @Option(
            names = "--connections-per-address",
            paramLabel = "NUM",
            description = "Most connections from one address at a time; more are turned away. No limit without it.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Integer> connectionsPerAddress = Optional.empty();

    /** Whether there is no TLS. */
    boolean isClear() {
        return noTls;
    }

    /** Whether passwords may pass in clear text from one machine to another. */
    boolean allowsClearPasswords() {
        return noTls || insecureLogin;
    }

    /** What clients are to begin with. */
    Tls tls() {
        if (noTls) {
            return Tls.NONE;
        }
        return tlsPort.isPresent() ? Tls.IMPLICIT : Tls.STARTTLS;
    }

    void applyTo(PymapServer.Builder builder, Map<String, String> environment) {
        if (!hosts.isEmpty()) {
            builder.hosts(hosts.toArray(String[]::new));
        }
        builder.port(port);
        builder.proxyProtocol(proxyProtocol);
        if (insecureLogin) {
            builder.insecureLogin();
        }
        if (connectionsPerAddress.filter(most -> most < 1).isPresent()) {
            throw new UsageException("--connections-per-address: expected a number above 0");
        }
        connectionsPerAddress.ifPresent(builder::connectionsPerPeer);
        builder.hostName(environment.getOrDefault("FQDN", "localhost"));
        if (noTls) {
            refuseWithoutTls(file(environment, "CERT_FILE").or(() -> cert));
            builder.noTls();
            return;
        }
        tlsPort.ifPresent(builder::tlsPort);
        clientCa.map(ClientAuthorities::load).ifPresent(builder::clientAuthorities);
        certificate(environment).ifPresent(builder::certificate);
    }

    /** The one that was given. */
    Optional<ServerCertificate> certificate(Map<String, String> environment) {
        Optional<Path> chainFile = file(environment, "CERT_FILE").or(() -> cert);
        Optional<Path> keyFile = file(environment, "KEY_FILE").or(() -> key);
        if (chainFile.isEmpty() && keyFile.isPresent()) {
            throw new UsageException("--key: expected a --cert that belongs to it");
        }
        return chainFile.map(chain -> ServerCertificate.load(chain, keyFile.orElse(chain)));
    }

    private void refuseWithoutTls(Optional<Path> chainFile) {
        if (tlsPort.isPresent() || cert.isPresent() || clientCa.isPresent() || chainFile.isPresent()) {
            throw new UsageException("--no-tls: expected neither --tls-port nor a certificate");
        }
    }

    private static Optional<Path> file(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isEmpty())
                .map(Path::of);
    }

    /** A number, or one of the two names that the registry of ports has for IMAP. */
    static final class PortNumber implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String value) {
            if (value.equals("imap")) {
                return 143;
            }
            if (value.equals("imaps")) {
                return 993;
            }
            if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65535) {
                throw new TypeConversionException("expected a port from 0 to 65535, imap or imaps");
            }
            return Integer.parseInt(value);
        }
    }

    /** The names that the option has for each way. */
    static final class ProxyVersion implements ITypeConverter<ProxyProtocol> {

        @Override
        public ProxyProtocol convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "noop" -> ProxyProtocol.NONE;
                case "detect" -> ProxyProtocol.DETECT;
                case "v1" -> ProxyProtocol.V1;
                case "v2" -> ProxyProtocol.V2;
                default -> throw new TypeConversionException("expected noop, detect, v1 or v2");
            };
        }
    }
}
