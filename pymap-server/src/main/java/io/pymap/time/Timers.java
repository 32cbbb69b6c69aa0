package io.pymap.time;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** Tells the time and calls back when some has passed. Safe for use by many threads. */
public interface Timers extends InstantSource {

    /**
     * Runs the task once, after the delay. It must be short and must not throw.
     *
     * @param on runs it, so that whoever lets the time pass can wait until it has been run
     */
    Timer schedule(Duration delay, Executor on, Runnable task);

    /** One task that waits for its time. */
    interface Timer {
        /** Does nothing if the task has run or runs. */
        void cancel();
    }
}
