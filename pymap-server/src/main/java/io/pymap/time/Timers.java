package io.pymap.time;

import java.time.Duration;
import java.time.InstantSource;

/** Tells the time and calls back when some has passed. Safe for use by many threads. */
public interface Timers extends InstantSource {

    /** Runs the task once, on any thread, after the delay. The task must be short and must not throw. */
    Timer schedule(Duration delay, Runnable task);

    /** One task that waits for its time. */
    interface Timer {
        /** Does nothing if the task has run or runs. */
        void cancel();
    }
}
