package io.pymap.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that messages under way may take together, on all connections of a server. What has arrived of a command that
 * is not complete is nobody's yet: without a bound, clients that announce much and end nothing could take it all. Safe for
 * use by many threads.
 */
public final class MemoryBudget {

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** @param most octets that may be taken at a time */
    public MemoryBudget(long most) {
        this.most = most;
    }

    /** A quarter of the memory that this process may have. */
    public static MemoryBudget ofThisProcess() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / 4);
    }

    /** Whether there is room for so many octets more; they are taken then, until they are given back. */
    public boolean take(long octets) {
        if (taken.addAndGet(octets) <= most) {
            return true;
        }
        taken.addAndGet(-octets);
        return false;
    }

    /** @param octets that were taken */
    public void giveBack(long octets) {
        taken.addAndGet(-octets);
    }

    /** How many octets are taken. */
    public long taken() {
        return taken.get();
    }
}
