package io.pymap.server;

import io.pymap.time.SystemTimers;
import io.pymap.time.Timers;
import io.pymap.transport.EventLoops;
import io.pymap.transport.Workers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads of servers: event loops, workers and timers. A server has its own unless it is given some to share, which
 * makes starting and stopping it a matter of a socket. All are daemons; workers and timers start when they have something to
 * do.
 */
public final class ServerThreads implements AutoCloseable {

    /** For work that does not end when it is interrupted. */
    private static final int PATIENCE_SECONDS = 2;

    private final EventLoops eventLoops;
    private final ExecutorService hashing = Workers.bounded();
    private final ExecutorService blocking;
    private final SystemTimers timers = new SystemTimers();

    ServerThreads(EventLoops eventLoops, ExecutorService blocking) {
        this.eventLoops = eventLoops;
        this.blocking = blocking;
    }

    /** With that many event loops, on sockets of the JDK. */
    public static ServerThreads create(int eventLoops) {
        return new ServerThreads(EventLoops.nio(eventLoops), Workers.create());
    }

    EventLoops eventLoops() {
        return eventLoops;
    }

    /** For a backend that blocks; otherwise a few, for password hashes. */
    ExecutorService workers(boolean mayBlock) {
        return mayBlock ? blocking : hashing;
    }

    /** The time of servers that are given no other. */
    public Timers timers() {
        return timers;
    }

    /** Ends the threads, and waits some seconds for that at most. Servers that use them must be closed before. */
    @Override
    public void close() {
        eventLoops.close();
        hashing.shutdownNow();
        blocking.shutdownNow();
        timers.close();
        awaitEnd(hashing);
        awaitEnd(blocking);
    }

    private static void awaitEnd(ExecutorService workers) {
        try {
            workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
