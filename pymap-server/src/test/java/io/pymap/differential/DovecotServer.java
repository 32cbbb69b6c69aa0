package io.pymap.differential;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.disk.Trees;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/**
 * Dovecot without a master process: its {@code imap} program on a Maildir of its own, one process a connection, talked to
 * through its standard input and output. It needs no port, and no rights beyond those of who runs the tests.
 */
public final class DovecotServer implements Server {

    private static final Path PROGRAM = Path.of("/usr/lib/dovecot/imap");

    /** As whom it runs where root starts it, since it refuses mail to root: {@code nobody}. */
    private static final int NOBODY = 65_534;

    /**
     * Where the mail is and how it is kept.
     *
     * @param maildir that others may work on as well
     * @param layout {@code fs} or {@code maildir++}, in lower case, else INBOX is a folder like others
     * @param fsync {@code never}, {@code optimized} or {@code always}
     */
    public record Store(Path maildir, String layout, String fsync) {}

    private final Path directory;
    private final List<String> command;

    /** With mail of its own, for one test after the other. */
    DovecotServer(Path parent) throws IOException {
        open(parent); // root starts it as another user
        directory = Files.createTempDirectory(parent, "dovecot");
        open(directory);
        command = List.of(PROGRAM.toString());
        begin(new Store(directory.resolve("home/Maildir"), "fs", "never"), isRoot() ? asNobody() : "");
    }

    private DovecotServer(Path directory, Store store) throws IOException {
        this.directory = directory;
        command = isRoot() ? asRootUnseen() : List.of(PROGRAM.toString());
        begin(store, "");
    }

    /**
     * On mail that others work on at the same time, with the same rights as these tests.
     *
     * @param parent where it keeps what is not mail
     */
    public static DovecotServer sharing(Path parent, Store store) throws IOException {
        return new DovecotServer(Files.createTempDirectory(parent, "dovecot"), store);
    }

    private void begin(Store store, String more) throws IOException {
        open(Files.createDirectory(directory.resolve("home")));
        open(Files.createDirectory(directory.resolve("run")));
        Files.writeString(directory.resolve("dovecot.conf"), configuration(store) + more);
    }

    /**
     * Fails where Dovecot is not there, so that nobody takes a skipped test for a passed one, unless
     * {@code -Dpymap.clients=none} says that it is meant.
     */
    public static void require() {
        Assumptions.assumeFalse("none".equals(System.getProperty("pymap.clients")), "-Dpymap.clients=none");
        if (!Files.isExecutable(PROGRAM)) {
            throw new AssertionFailedError("expected the program " + PROGRAM + "; install the Debian package"
                    + " dovecot-imapd, or leave such tests out with -Dpymap.clients=none");
        }
    }

    private static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"));
    }

    private static String asNobody() {
        return "mail_uid = " + NOBODY + "\nmail_gid = " + NOBODY + "\n";
    }

    /** Its files are root's, as those of the tests; it does not notice, in a user namespace of its own. */
    private static List<String> asRootUnseen() {
        return List.of("unshare", "--user", "--map-user=1000", "--map-group=1000", PROGRAM.toString());
    }

    private String configuration(Store store) {
        return """
                base_dir = %1$s/run
                state_dir = %1$s/run
                log_path = %1$s/log
                ssl = no
                protocols = imap
                mail_location = maildir:%2$s:LAYOUT=%3$s
                mail_fsync = %4$s
                maildir_stat_dirs = yes
                mail_max_userip_connections = 0
                namespace inbox {
                  inbox = yes
                  separator = /
                }
                """.formatted(directory, store.maildir(), store.layout(), store.fsync());
    }

    @Override
    public String name() {
        return "dovecot";
    }

    @Override
    public Link connect() throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("-c", directory.resolve("dovecot.conf").toString()));
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.put("USER", "test");
        environment.put("HOME", directory.resolve("home").toString());
        environment.put("TZ", "UTC");
        Process process = builder.directory(directory.toFile())
                .redirectError(Redirect.appendTo(directory.resolve("errors").toFile()))
                .start();
        return new Link(process.getInputStream(), process.getOutputStream(), process::destroyForcibly);
    }

    /** What it has complained about: the end of its log. */
    public String complaints() throws IOException {
        File errors = directory.resolve("errors").toFile();
        String text = errors.exists() ? Files.readString(errors.toPath(), UTF_8) : "";
        List<String> lines =
                text.lines().filter(line -> !line.contains(": Info: ")).toList();
        return String.join("\n", lines);
    }

    @Override
    public void close() throws IOException {
        Trees.delete(directory);
    }
}
