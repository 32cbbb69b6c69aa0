package io.pymap.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.fixture.ServerTime;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.User;
import io.pymap.mailbox.lag.LaggingBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Sessions of a server that lags behind, and those of one that does not, on one mailbox: each client knows what its server does,
 * and when the lag is over both servers do the same.
 */
class LaggingViewModelTest {

    private static final int INTERLEAVINGS = 200;
    private static final int THREADED_ROUNDS = 5;
    private static final Duration LAG = Duration.ofSeconds(5);

    /** Two servers with the same mail, the second of which lags behind. */
    private static final class Servers implements AutoCloseable {

        private final ServerTime time = ServerTime.standingStill(Instant.EPOCH);
        private final Backend first;
        private final LaggingBackend second;

        Servers(long seed) {
            first = DictBackend.builder()
                    .user(new User("ann", "secret"))
                    .random(new SplittableRandom(seed))
                    .clock(time)
                    .build();
            second = new LaggingBackend(first, time, Runnable::run);
        }

        ModelSession session(RandomGenerator random) {
            return new ModelSession(random.nextBoolean() ? first : second, random.nextInt(5) == 0);
        }

        void verify(List<ModelSession> sessions) {
            sessions.forEach(ModelSession::verify); // while the second is behind
            time.advance(LAG);
            List<Long> recent = new ArrayList<>();
            sessions.forEach(session -> recent.addAll(session.verify()));
            assertThat(recent).as("RFC 3501 2.3.2: recent in one session only").doesNotHaveDuplicates();
            assertThat(messages(second)).isEqualTo(messages(first));
            assertThat(counts(second)).isEqualTo(counts(first));
        }

        private static Mailbox inbox(Backend backend) {
            return backend.account("ann").find(MailboxName.INBOX).orElseThrow();
        }

        private static List<Message> messages(Backend backend) {
            return inbox(backend).changesSince(0).updated();
        }

        private static MailboxCounts counts(Backend backend) {
            return inbox(backend).counts();
        }

        @Override
        public void close() {
            second.close();
            time.close();
        }
    }

    @Test
    void believingClientsKnowTheMailboxAfterAnyInterleaving() {
        for (long seed = 0; seed < INTERLEAVINGS; seed++) {
            try (Servers servers = new Servers(seed)) {
                interleave(servers, new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void interleave(Servers servers, SplittableRandom random) {
        List<ModelSession> sessions = new ArrayList<>();
        int count = 2 + random.nextInt(4);
        for (int step = 0; step < 120; step++) {
            if (sessions.size() < count && step % 10 == 0) {
                sessions.add(servers.session(random));
            }
            switch (random.nextInt(20)) {
                case 0, 1 -> servers.time.advance(Duration.ofSeconds(random.nextInt(5)));
                case 2 -> servers.second.lag(random.nextInt(4) == 0 ? Duration.ZERO : LAG);
                default -> sessions.get(random.nextInt(sessions.size())).step(random);
            }
        }
        servers.verify(sessions);
    }

    @Test
    void believingClientsKnowTheMailboxAfterThreadsHaveUsedIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try {
            for (long seed = 0; seed < THREADED_ROUNDS; seed++) {
                try (Servers servers = new Servers(seed)) {
                    race(servers, seed, threads);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void race(Servers servers, long seed, ExecutorService threads)
            throws InterruptedException, TimeoutException {
        List<Future<ModelSession>> runs = new ArrayList<>();
        servers.second.lag(LAG);
        for (int s = 0; s < 5; s++) {
            SplittableRandom random = new SplittableRandom(seed * 100 + s);
            runs.add(threads.submit(() -> {
                ModelSession session = servers.session(random);
                for (int step = 0; step < 200; step++) {
                    session.step(random);
                    if (step % 10 == 0) {
                        servers.time.advance(Duration.ofSeconds(1));
                    }
                }
                return session;
            }));
        }
        try {
            List<ModelSession> sessions = new ArrayList<>();
            for (Future<ModelSession> run : runs) {
                sessions.add(run.get(60, TimeUnit.SECONDS));
            }
            servers.verify(sessions);
        } catch (ExecutionException | AssertionError e) {
            throw new AssertionError("round " + seed + ": " + e.getMessage(), e);
        }
    }
}
