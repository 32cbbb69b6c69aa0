package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.cli.ArchivedServer;
import io.pymap.cli.ServerProcess;
import io.pymap.differential.Client;
import io.pymap.differential.DovecotServer;
import io.pymap.disk.InMemory;
import io.pymap.disk.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server while several clients write, at random moments and again and again, and compares what the next one tells
 * with what was acknowledged.
 *
 * <p>The next servers are started ahead, and open the mail when the one before them is dead. There is another user for every
 * {@value #KILLS_OF_A_USER} kills, so that there is not more and more to compare. {@code -Dpymap.kills=1000} kills more often, {@code -Dpymap.seed=42}
 * begins with another seed.
 */
@Tag("clients")
@Tag("long")
class KillIT {

    private static final int KILLS = Integer.getInteger("pymap.kills", 200);

    private static final int KILLS_OF_A_USER = 50;
    private static final int SESSIONS = 3;
    private static final int AHEAD = 2;
    private static final int KEPT_LOCKS = 10;
    private static final int REHEARSED_STEPS = 30;

    /** Commands that begin or end until a server is killed, at most. */
    private static final int MOST_EVENTS = 60;

    private static final int PATIENCE = 60;

    private final long seed = Long.getLong("pymap.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final ExecutorService starters = Executors.newFixedThreadPool(AHEAD);
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final Deque<Future<ServerProcess>> next = new ArrayDeque<>();

    @TempDir(factory = InMemory.class)
    Path directory;

    @AfterEach
    void stop() throws IOException, InterruptedException, ExecutionException {
        for (Future<ServerProcess> server : next) {
            server.get().close();
        }
        starters.shutdown();
        clients.shutdownNow();
        watchdog.shutdownNow();
    }

    @Test
    void keepsWhatItHasAcknowledged() throws IOException, InterruptedException, ExecutionException {
        killAgainAndAgain(KILLS, false);
    }

    @Test
    void keepsWhatItHasAcknowledgedBesideDovecot() throws IOException, InterruptedException, ExecutionException {
        DovecotServer.require();
        killAgainAndAgain(KILLS / 20, true);
    }

    private void killAgainAndAgain(int kills, boolean besideDovecot)
            throws IOException, InterruptedException, ExecutionException {
        System.out.println("seed " + seed);
        List<KilledUser> users = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i * KILLS_OF_A_USER < kills; i++) {
            users.add(new KilledUser("user" + i, directory, watchdog, random.split()));
            lines.append("user").append(i).append("::secret\n");
        }
        Files.writeString(directory.resolve("users.txt"), lines);
        long start = System.nanoTime();
        ArchivedServer servers = ArchivedServer.rehearse(
                directory,
                server -> rehearse(users.get(0), server),
                "--port",
                "0",
                "--no-tls",
                "--no-service",
                "admin",
                "maildir",
                directory.resolve("users.txt").toString());
        int left = kills;
        for (KilledUser user : users) {
            for (int i = Math.min(left, KILLS_OF_A_USER); i > 0; i--) {
                try (ServerProcess server = next(servers)) {
                    look(user, server, besideDovecot);
                    work(user, server, besideDovecot);
                }
                left--;
            }
            try (ServerProcess server = next(servers)) {
                look(user, server, besideDovecot);
            }
        }
        System.out.printf(
                "%d kills, %d commands acknowledged and %d cut short, %.1f s%n",
                kills,
                users.stream().mapToInt(KilledUser::acknowledged).sum(),
                users.stream().mapToInt(KilledUser::cutShort).sum(),
                (System.nanoTime() - start) / 1e9);
    }

    /** All that servers do later, so that they find the classes for it at hand. */
    private static void rehearse(KilledUser user, ServerProcess server) throws IOException {
        user.look(server.port());
        for (RandomHistory history : user.sessions(server.port(), SESSIONS, () -> {})) {
            for (int i = 0; i < REHEARSED_STEPS; i++) {
                history.step();
            }
        }
        user.look(server.port());
    }

    private ServerProcess next(ArchivedServer servers) throws InterruptedException, ExecutionException {
        while (next.size() <= AHEAD) {
            next.add(starters.submit(servers::start));
        }
        return next.remove().get();
    }

    private static void look(KilledUser user, ServerProcess server, boolean besideDovecot) throws IOException {
        try {
            user.look(server.port());
            if (besideDovecot) {
                user.compareWithDovecot();
            }
        } catch (AssertionError | IOException e) {
            throw new AssertionError("The server has said:\n" + server.errors(), e);
        }
        assertThat(server.errors().replaceAll("(?m)^.* WARN .*\n?", "")).isEmpty();
    }

    private void work(KilledUser user, ServerProcess server, boolean besideDovecot)
            throws IOException, InterruptedException, ExecutionException {
        List<Future<?>> works = new ArrayList<>();
        CountDownLatch moment = new CountDownLatch(1 + random.nextInt(MOST_EVENTS));
        for (RandomHistory history : user.sessions(server.port(), SESSIONS, moment::countDown)) {
            works.add(clients.submit(() -> untilGone(history)));
        }
        if (besideDovecot) {
            works.add(clients.submit(user.dovecotReadsAlong()));
        }
        boolean atWork = moment.await(PATIENCE, TimeUnit.SECONDS);
        server.kill();
        assertThat(atWork).isTrue();
        user.stopReadingAlong();
        for (Future<?> work : works) {
            work.get();
        }
        if (random.nextInt(KEPT_LOCKS) > 0) {
            removeLocks();
        }
    }

    /** The next server waits two seconds for the lock of a dead process; to see that at times is enough. */
    private void removeLocks() throws IOException {
        for (String path : Trees.of(directory).keySet()) {
            if (path.endsWith(".lock")) {
                Files.deleteIfExists(directory.resolve(path));
            }
        }
    }

    private static void untilGone(RandomHistory history) {
        try {
            while (true) {
                history.step();
            }
        } catch (ImapMail.Gone e) {
            return; // as was meant
        } catch (UncheckedIOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whoever asks for a client gets one that ends with the server. */
    static Client login(int port, String user, ScheduledExecutorService watchdog) throws IOException {
        return new Pymap(port, user, "secret").login(watchdog);
    }
}
