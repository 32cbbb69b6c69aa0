package io.pymap.server;

import io.pymap.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Time that goes on when a test says so. */
final class ManualTimers implements Timers {

    private final List<Waiting> waiting = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private record Waiting(Instant due, Runnable task) {}

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized Timer schedule(Duration delay, Executor on, Runnable task) {
        Waiting entry = new Waiting(now.plus(delay), () -> on.execute(task));
        waiting.add(entry);
        return () -> cancel(entry);
    }

    private synchronized void cancel(Waiting entry) {
        waiting.remove(entry);
    }

    /** Lets time pass, and runs what is due by then, the earliest first. */
    void advance(Duration time) {
        Instant end = instant().plus(time);
        Optional<Waiting> next = takeDue(end);
        while (next.isPresent()) {
            next.get().task().run();
            next = takeDue(end);
        }
    }

    private synchronized Optional<Waiting> takeDue(Instant end) {
        Optional<Waiting> next = waiting.stream()
                .min(Comparator.comparing(Waiting::due))
                .filter(entry -> !entry.due().isAfter(end));
        next.ifPresent(waiting::remove);
        now = next.map(Waiting::due).orElse(end);
        return next;
    }
}
