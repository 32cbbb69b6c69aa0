package io.pymap.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and SIGINT into an orderly stop: the main thread goes on, closes what it has opened, and the process exits
 * with 0. By itself a JVM that is told to stop exits with 128 and the number of the signal.
 */
final class StopSignal {

    /** Those who stop services wait for some seconds; then they kill. */
    private static final int PATIENCE_MILLIS = 4500;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile boolean withdrawn;

    /** Begins to listen for the signal: ahead of the ready line, on which somebody may send it at once. */
    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "pymap-stop"));
    }

    /** The process exits by itself, with a code of its own. */
    void withdraw() {
        withdrawn = true;
    }

    /** Waits until the process is to stop. */
    void await() {
        boolean waiting = true;
        while (waiting) {
            try {
                asked.await();
                waiting = false;
            } catch (InterruptedException nobodyInterruptsTheMainThread) {
                waiting = true;
            }
        }
    }

    /** Whether the process stops: it exits by itself then. */
    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Everything is closed. */
    void closed() {
        closed.countDown();
    }

    private void stop() {
        if (withdrawn) {
            return;
        }
        asked.countDown();
        boolean clean;
        try {
            clean = closed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            clean = false;
        }
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(clean ? 0 : 1); // exit() would wait for this very thread
    }
}
