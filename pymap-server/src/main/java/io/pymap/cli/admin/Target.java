package io.pymap.cli.admin;

import io.pymap.admin.AdminClient;
import io.pymap.tls.ClientAuthorities;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The server to ask, and the token to ask with.
 *
 * @param socket empty for TCP
 * @param trust empty for TCP without TLS
 */
record Target(Optional<Path> socket, String host, int port, Optional<AdminClient.Trust> trust, Optional<String> token) {

    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 50051;
    private static final List<String> PLACES = List.of("host", "port", "path");
    private static final Set<String> YES = Set.of("1", "yes", "true", "on");

    /**
     * Nothing where no server is named and none is found. What names a place first, names it alone.
     *
     * @throws IllegalArgumentException where the port is none
     */
    static Optional<Target> find(Map<String, String> options, ConfigFile config, Terminal terminal) {
        Source[] sources = {
            name -> Optional.ofNullable(options.get(name)),
            name -> terminal.variable(
                    name.equals("path") ? "PYMAP_ADMIN_SOCKET" : "PYMAP_ADMIN_" + name.toUpperCase(Locale.ROOT)),
            config::find
        };
        Source all = name ->
                Stream.of(sources).flatMap(source -> source.find(name).stream()).findFirst();
        Optional<String> token = token(all, terminal);
        for (Source source : sources) {
            if (PLACES.stream().anyMatch(place -> source.find(place).isPresent())) {
                return Optional.of(named(source, all, token));
            }
        }
        return LocalFile.SOCKET.usual(terminal.environment()).map(path -> onSocket(path, token));
    }

    private interface Source {
        Optional<String> find(String name);
    }

    private static Target named(Source source, Source all, Optional<String> token) {
        if (source.find("host").isEmpty() && source.find("port").isEmpty()) {
            return onSocket(Path.of(source.find("path").orElseThrow()), token);
        }
        String port = source.find("port").orElse(Integer.toString(DEFAULT_PORT));
        if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException("expected a port from 1 to 65535, not " + port);
        }
        boolean clear = all.find("no_tls").filter(Target::isYes).isPresent();
        return new Target(
                Optional.empty(),
                source.find("host").orElse(DEFAULT_HOST),
                Integer.parseInt(port),
                clear ? Optional.empty() : Optional.of(trust(all)),
                token);
    }

    private static boolean isYes(String value) {
        return YES.contains(value.toLowerCase(Locale.ROOT));
    }

    private static Target onSocket(Path path, Optional<String> token) {
        return new Target(Optional.of(path), DEFAULT_HOST, DEFAULT_PORT, Optional.empty(), token);
    }

    private static AdminClient.Trust trust(Source all) {
        List<X509Certificate> authorities = new ArrayList<>();
        all.find("cafile")
                .ifPresent(file ->
                        authorities.addAll(ClientAuthorities.load(Path.of(file)).trusted()));
        all.find("capath")
                .ifPresent(directory -> files(Path.of(directory))
                        .forEach(file ->
                                authorities.addAll(ClientAuthorities.load(file).trusted())));
        return new AdminClient.Trust(
                authorities, all.find("no_verify_cert").filter(Target::isYes).isPresent());
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": cannot be read", e);
        }
    }

    private static Optional<String> token(Source all, Terminal terminal) {
        return terminal.variable("PYMAP_ADMIN_TOKEN")
                .or(() -> all.find("token_file")
                        .map(Path::of)
                        .or(() -> LocalFile.TOKEN.usual(terminal.environment()))
                        .map(Target::read));
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Terminal.firstLine(in).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot read the token; name another file with --token-file", e);
        }
    }

    AdminClient connect() {
        if (socket.isPresent()) {
            return AdminClient.onSocket(socket.get(), token);
        }
        return trust.map(known -> AdminClient.onTls(host, port, known, token))
                .orElseGet(() -> AdminClient.inClear(host, port, token));
    }

    @Override
    public String toString() {
        return socket.map(Path::toString).orElse(host + ":" + port);
    }
}
