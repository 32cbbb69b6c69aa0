package io.pymap.backend.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one force of a directory serve all who ask for it: who comes while one is under way waits for the next, together
 * with the others who do. Shared by all threads; the lock is held for map operations only.
 */
final class DirectoryForces {

    /** Forces one directory. */
    @FunctionalInterface
    interface Force {
        void force(Path directory) throws IOException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Map<Path, Rounds> directories = new HashMap<>();
    private final Force force;

    DirectoryForces(Force force) {
        this.force = force;
    }

    /** Returns when a force that began after this call has ended. Where it failed, all who waited for it are told. */
    void force(Path directory) throws IOException {
        Round round;
        boolean first;
        lock.lock();
        try {
            Rounds rounds = directories.computeIfAbsent(directory, path -> new Rounds());
            Round gathering = rounds.gathering;
            first = gathering == null;
            round = gathering == null ? new Round() : gathering;
            if (first) {
                rounds.gathering = round;
                while (rounds.running) {
                    ended.awaitUninterruptibly();
                }
                rounds.running = true;
                rounds.gathering = null; // from here on it is too late to join
            }
        } finally {
            lock.unlock();
        }
        if (first) {
            round.run(directory, force, () -> end(directory));
        }
        // Nobody tries again: after a failed force the next one may well say that nothing is left to write.
        Optional<IOException> failure = round.outcome.join();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void end(Path directory) {
        lock.lock();
        try {
            Rounds rounds = directories.get(directory);
            if (rounds != null) {
                rounds.running = false;
                if (rounds.gathering == null) {
                    directories.remove(directory);
                }
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static final class Rounds {
        private boolean running;
        private @Nullable Round gathering; // none where nobody waits for a round that has not begun
    }

    private static final class Round {
        private final CompletableFuture<Optional<IOException>> outcome = new CompletableFuture<>();

        void run(Path directory, Force force, Runnable end) {
            try {
                force.force(directory);
                outcome.complete(Optional.empty());
            } catch (IOException e) {
                outcome.complete(Optional.of(e));
            } finally {
                outcome.complete(Optional.of(new IOException("The directory could not be forced")));
                end.run();
            }
        }
    }
}
