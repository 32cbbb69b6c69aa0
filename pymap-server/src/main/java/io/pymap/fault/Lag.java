package io.pymap.fault;

import io.pymap.mailbox.Backend;
import io.pymap.mailbox.lag.LaggingBackend;
import io.pymap.time.Timers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** How far a server is behind what others do, as transcripts say it where it changes. */
final class Lag {

    private final Map<String, Consumer<String>> remarks = new ConcurrentHashMap<>(); // by connection
    private volatile Duration by = Duration.ZERO;
    private volatile Optional<LaggingBackend> mail = Optional.empty();

    void begin(Duration wanted) {
        if (wanted.isNegative()) {
            throw new IllegalArgumentException("Expected a lag of 0 or more, got " + wanted);
        }
        boolean changed = !wanted.equals(by);
        mail.ifPresent(lagging -> lagging.lag(wanted));
        by = wanted;
        if (changed) {
            remarks.values().forEach(remark -> remark.accept(remark()));
        }
    }

    /** Knows what has happened up to now, and lags as before. */
    void beginAnew() {
        begin(by);
    }

    private String remark() {
        return "FAULT lag " + TimeText.of(by);
    }

    Backend of(Backend own, Timers timers, Executor workers) {
        LaggingBackend lagging = new LaggingBackend(own, timers, workers);
        lagging.lag(by);
        mail = Optional.of(lagging);
        return lagging;
    }

    void opened(String connection, Consumer<String> remark) {
        remarks.put(connection, remark);
        if (!by.isZero()) {
            remark.accept(remark());
        }
    }

    void closed(String connection) {
        remarks.remove(connection);
    }
}
