package io.pymap.differential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/**
 * Dovecot without a master process: its {@code imap} program on a Maildir of its own, one process a connection, talked to
 * through its standard input and output. It needs no port, and no rights beyond those of who runs the tests.
 */
final class DovecotServer implements Server {

    private static final Path PROGRAM = Path.of("/usr/lib/dovecot/imap");

    /** As whom it runs where root starts it, since it refuses mail to root: {@code nobody}. */
    private static final int NOBODY = 65_534;

    private final Path directory;

    DovecotServer(Path parent) throws IOException {
        open(parent); // root starts it as another user
        directory = Files.createTempDirectory(parent, "dovecot");
        open(directory);
        open(Files.createDirectory(directory.resolve("home")));
        open(Files.createDirectory(directory.resolve("run")));
        Files.writeString(directory.resolve("dovecot.conf"), configuration());
    }

    /**
     * Fails where Dovecot is not there, so that nobody takes a skipped test for a passed one, unless
     * {@code -Dpymap.clients=none} says that it is meant.
     */
    static void require() {
        Assumptions.assumeFalse("none".equals(System.getProperty("pymap.clients")), "-Dpymap.clients=none");
        if (!Files.isExecutable(PROGRAM)) {
            throw new AssertionFailedError("expected the program " + PROGRAM + "; install the Debian package"
                    + " dovecot-imapd, or leave such tests out with -Dpymap.clients=none");
        }
    }

    private static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private String configuration() throws IOException {
        boolean root = Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"));
        return """
                base_dir = %1$s/run
                state_dir = %1$s/run
                log_path = %1$s/log
                ssl = no
                protocols = imap
                mail_location = maildir:~/Maildir:LAYOUT=fs
                mail_fsync = never
                maildir_stat_dirs = yes
                mail_max_userip_connections = 0
                namespace inbox {
                  inbox = yes
                  separator = /
                }
                """.formatted(directory) + (root ? "mail_uid = " + NOBODY + "\nmail_gid = " + NOBODY + "\n" : "");
    }

    @Override
    public String name() {
        return "dovecot";
    }

    @Override
    public Link connect() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                PROGRAM.toString(), "-c", directory.resolve("dovecot.conf").toString());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("USER", "test");
        environment.put("HOME", directory.resolve("home").toString());
        environment.put("TZ", "UTC");
        Process process = builder.directory(directory.toFile())
                .redirectError(Redirect.appendTo(directory.resolve("errors").toFile()))
                .start();
        return new Link(process.getInputStream(), process.getOutputStream(), process::destroyForcibly);
    }

    /** What it has complained about: the end of its log. */
    String complaints() throws IOException {
        File errors = directory.resolve("errors").toFile();
        String text = errors.exists() ? Files.readString(errors.toPath(), UTF_8) : "";
        List<String> lines =
                text.lines().filter(line -> !line.contains(": Info: ")).toList();
        return String.join("\n", lines);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
