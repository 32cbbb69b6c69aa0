package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.cli.ServerProcess;
import io.pymap.differential.DovecotServer;
import io.pymap.differential.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions on two servers and a delivery agent write to one Maildir at the same time: nothing is lost, nothing comes twice,
 * and both servers tell the same in the end. {@code -Dpymap.stress.seconds=300} for longer, {@code -Dpymap.seed=42} for the
 * same choices again.
 */
@Tag("clients")
@Tag("long")
class DovecotSharingIT {

    private final long seed = Long.getLong("pymap.seed", System.nanoTime());

    @TempDir
    Path directory;

    @Test
    void agreesWithDovecot() throws IOException, InterruptedException, ExecutionException {
        DovecotServer.require();
        DovecotServer.Store store = new DovecotServer.Store(directory.resolve("anna"), "maildir++", "optimized");
        try (ServerProcess process = start("++");
                DovecotServer dovecot = DovecotServer.sharing(directory, store)) {
            try {
                share(process, dovecot, ".", 60);
            } catch (AssertionError e) {
                throw new AssertionError(
                        "The server has said:\n" + process.errors() + "\nDovecot has said:\n" + dovecot.complaints(),
                        e);
            }
            assertThat(dovecot.complaints()).isEmpty();
        }
    }

    @Test
    void agreesWithAnotherProcessOfItsOwn() throws IOException, InterruptedException, ExecutionException {
        try (ServerProcess process = start("fs");
                ServerProcess other = start("fs")) {
            share(process, new Pymap(other.port(), "anna", "secret"), "", 8);
            assertThat(other.errors()).isEmpty();
        }
    }

    private ServerProcess start(String layout) throws IOException {
        Path users = Files.writeString(directory.resolve("users.txt"), "anna::secret\n");
        return ServerProcess.java(
                List.of(), "--port", "0", "--no-tls", "maildir", "--layout", layout, users.toString());
    }

    /**
     * @param prefix of the directories of mailboxes other than INBOX
     * @param seconds unless the system property says otherwise
     */
    private void share(ServerProcess process, Server other, String prefix, int seconds)
            throws IOException, InterruptedException, ExecutionException {
        System.out.println("seed " + seed);
        Pymap own = new Pymap(process.port(), "anna", "secret");
        Map<String, Path> directories = new LinkedHashMap<>();
        directories.put("INBOX", directory.resolve("anna"));
        for (String name : List.of("Archive", "Work")) {
            create(own, name);
            directories.put(name, directory.resolve("anna").resolve(prefix + name));
        }
        try (SharedMailboxes mailboxes = new SharedMailboxes(directories)) {
            mailboxes.share(
                    own,
                    other,
                    new SplittableRandom(seed),
                    Instant.now().plusSeconds(Integer.getInteger("pymap.stress.seconds", seconds)));
        }
        assertThat(process.errors()).isEmpty();
    }

    private static void create(Pymap server, String name) throws IOException {
        ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
        try (var client = server.login(watchdog)) {
            assertThat(client.run("CREATE " + name).isOk()).isTrue();
        } finally {
            watchdog.shutdownNow();
        }
    }
}
