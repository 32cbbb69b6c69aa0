package io.pymap.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The time of this machine. One daemon thread, started with the first timer and ended by {@link #close}. */
public final class SystemTimers implements Timers, AutoCloseable {

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "pymap-timers");
        thread.setDaemon(true);
        return thread;
    });

    public SystemTimers() {
        scheduler.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public Timer schedule(Duration delay, Executor on, Runnable task) {
        Future<?> future = scheduler.schedule(() -> on.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    /** Timers that are left never run. */
    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
