package io.pymap.mailbox.lag;

import io.pymap.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * How far behind what is told is, and by which clock.
 *
 * @param workers run what is due
 * @param mayBlock whether mailboxes must be read by them as well
 */
record Delay(Duration by, Timers timers, Executor workers, boolean mayBlock) {

    /** When that is told which happens now. */
    Instant due() {
        return now().plus(by);
    }

    Instant now() {
        return timers.instant();
    }

    /** Runs what reads a mailbox: now, or by a worker before any time passes. */
    void read(Runnable reading) {
        if (mayBlock) {
            timers.schedule(Duration.ZERO, workers, reading);
        } else {
            reading.run();
        }
    }

    Timers.Timer at(Instant moment, Runnable task) {
        Duration left = Duration.between(now(), moment);
        return timers.schedule(left.isNegative() ? Duration.ZERO : left, workers, task);
    }
}
