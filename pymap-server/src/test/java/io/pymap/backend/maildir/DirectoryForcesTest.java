package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectoryForcesTest {

    private static final Path DIRECTORY = Path.of("new");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final AtomicInteger forces = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void oneForceServesAllWhoWaitForTheNext() throws Exception {
        DirectoryForces directories = new DirectoryForces(this::slowly);
        Future<?> first = ask(directories, DIRECTORY);
        begun.acquire();
        List<Future<?>> others = new ArrayList<>();
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(ask(directories, DIRECTORY, waiting));
        }
        awaitParked(waiting, 10);

        mayEnd.release();
        get(first);
        begun.acquire();
        assertThat(others).noneMatch(Future::isDone); // what began before they asked is not for them
        mayEnd.release();
        for (Future<?> other : others) {
            get(other);
        }

        assertThat(forces).hasValue(2);
    }

    @Test
    void otherDirectoriesDoNotWait() throws Exception {
        DirectoryForces directories = new DirectoryForces(this::slowly);

        Future<?> one = ask(directories, Path.of("new"));
        Future<?> two = ask(directories, Path.of("cur"));
        assertThat(begun.tryAcquire(2, 20, TimeUnit.SECONDS)).isTrue();
        mayEnd.release(2);

        get(one);
        get(two);
    }

    @Test
    void everybodyWhoWaitedIsToldOfAFailureAndTheNextForceIsANewOne() throws Exception {
        DirectoryForces directories = new DirectoryForces(directory -> {
            slowly(directory);
            if (forces.get() == 2) {
                throw new IOException("broken");
            }
        });
        Future<?> first = ask(directories, DIRECTORY);
        begun.acquire();
        List<Thread> waiting = new ArrayList<>();
        List<Future<?>> others = List.of(ask(directories, DIRECTORY, waiting), ask(directories, DIRECTORY, waiting));
        awaitParked(waiting, 2);
        mayEnd.release(3);

        get(first);
        for (Future<?> other : others) {
            assertThatThrownBy(() -> get(other))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("broken");
        }
        directories.force(DIRECTORY);
        assertThat(forces).hasValue(3);
    }

    private void slowly(Path directory) {
        forces.incrementAndGet();
        begun.release();
        mayEnd.acquireUninterruptibly();
    }

    private Future<?> ask(DirectoryForces directories, Path directory) {
        return ask(directories, directory, new ArrayList<>());
    }

    private Future<?> ask(DirectoryForces directories, Path directory, List<Thread> asking) {
        return threads.submit(() -> {
            synchronized (asking) {
                asking.add(Thread.currentThread());
            }
            directories.force(directory);
            return null;
        });
    }

    /** Until that many threads have asked, and wait. */
    private static void awaitParked(List<Thread> asking, int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end) {
            synchronized (asking) {
                if (asking.size() == count
                        && asking.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
                    return;
                }
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("Not all threads wait");
    }

    private static void get(Future<?> future) throws Exception {
        future.get(20, TimeUnit.SECONDS);
    }
}
