package io.pymap.fault;

import io.pymap.mailbox.Backend;
import io.pymap.mailbox.lag.LaggingBackend;
import io.pymap.time.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/** How far a server is behind what others do. */
final class Lag {

    private volatile Duration by = Duration.ZERO;
    private volatile Optional<LaggingBackend> mail = Optional.empty();

    /** Answers whether it is another lag than before. */
    boolean begin(Duration wanted) {
        if (wanted.isNegative()) {
            throw new IllegalArgumentException("Expected a lag of 0 or more, got " + wanted);
        }
        mail.ifPresent(lagging -> lagging.lag(wanted));
        boolean changed = !wanted.equals(by);
        by = wanted;
        return changed;
    }

    /** Knows what has happened up to now, and lags as before. */
    void beginAnew() {
        begin(by);
    }

    Backend of(Backend own, Timers timers, Executor workers) {
        LaggingBackend lagging = new LaggingBackend(own, timers, workers);
        lagging.lag(by);
        mail = Optional.of(lagging);
        return lagging;
    }

    boolean isNone() {
        return by.isZero();
    }

    /** As transcripts say it. */
    @Override
    public String toString() {
        return "FAULT lag " + TimeText.of(by);
    }
}
