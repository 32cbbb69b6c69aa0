package io.pymap.backend.maildir;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What a lock has to do with the machine it is taken on: its name, its processes and its time. */
interface Machine extends InstantSource {

    /** What is known of a process. */
    enum Life {
        LIVES,
        GONE,
        /** This machine does not show its processes. */
        UNKNOWN
    }

    String host();

    /** The number of this process. */
    long pid();

    /**
     * Whether another process of this machine lives that was there at that time; a later one of the same number is another
     * one.
     */
    Life life(long pid, Instant at);

    /** Blocks the thread. */
    void pause(Duration duration) throws InterruptedException;
}
