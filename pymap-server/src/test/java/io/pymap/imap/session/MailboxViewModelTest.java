package io.pymap.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.User;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Several sessions on one mailbox, each with a client that believes what it is told: sequence numbers never name another
 * message, no EXPUNGE comes while they are in use, and in the end every client knows what there is.
 */
class MailboxViewModelTest {

    private static final int INTERLEAVINGS = 2_000;
    private static final int THREADED_ROUNDS = 20;

    private static Backend backend(long seed) {
        return DictBackend.builder()
                .user(new User("ann", "secret"))
                .random(new SplittableRandom(seed))
                .build();
    }

    @Test
    void believingClientsKnowTheMailboxAfterAnyInterleaving() {
        for (long seed = 0; seed < INTERLEAVINGS; seed++) {
            try (Backend backend = backend(seed)) {
                interleave(backend, new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void interleave(Backend backend, SplittableRandom random) {
        List<ModelSession> sessions = new ArrayList<>();
        int count = 2 + random.nextInt(4);
        for (int step = 0; step < 120; step++) {
            if (sessions.size() < count && step % 10 == 0) {
                sessions.add(new ModelSession(backend, random.nextInt(5) == 0));
            }
            sessions.get(random.nextInt(sessions.size())).step(random);
        }
        verify(sessions);
    }

    private static void verify(List<ModelSession> sessions) {
        List<Long> recent = new ArrayList<>();
        sessions.forEach(session -> recent.addAll(session.verify()));
        assertThat(recent).as("RFC 3501 2.3.2: recent in one session only").doesNotHaveDuplicates();
    }

    @Test
    void believingClientsKnowTheMailboxAfterThreadsHaveUsedIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try {
            for (long seed = 0; seed < THREADED_ROUNDS; seed++) {
                try (Backend backend = backend(seed)) {
                    race(backend, seed, threads);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void race(Backend backend, long seed, ExecutorService threads)
            throws InterruptedException, TimeoutException {
        List<Future<ModelSession>> runs = new ArrayList<>();
        for (int s = 0; s < 5; s++) {
            boolean examines = s == 4;
            SplittableRandom random = new SplittableRandom(seed * 100 + s);
            runs.add(threads.submit(() -> {
                ModelSession session = new ModelSession(backend, examines); // opens it while others change it
                for (int step = 0; step < 300; step++) {
                    session.step(random);
                }
                return session;
            }));
        }
        try {
            List<ModelSession> sessions = new ArrayList<>();
            for (Future<ModelSession> run : runs) {
                sessions.add(run.get(60, TimeUnit.SECONDS));
            }
            verify(sessions);
        } catch (ExecutionException | AssertionError e) {
            throw new AssertionError("round " + seed + ": " + e.getMessage(), e);
        }
    }
}
