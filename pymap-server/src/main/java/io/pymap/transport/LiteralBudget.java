package io.pymap.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that literals under way may take together, on all connections of a listener. What has arrived of a command
 * that is not complete is nobody's yet: without a bound, clients that announce much and end nothing could take it all.
 */
final class LiteralBudget {

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    LiteralBudget(long most) {
        this.most = most;
    }

    /** A quarter of the memory that this process may have. */
    static LiteralBudget ofThisProcess() {
        return new LiteralBudget(Runtime.getRuntime().maxMemory() / 4);
    }

    /** Whether there is room for so many octets more; they are taken then, until they are given back. */
    boolean take(long octets) {
        if (taken.addAndGet(octets) <= most) {
            return true;
        }
        taken.addAndGet(-octets);
        return false;
    }

    void giveBack(long octets) {
        taken.addAndGet(-octets);
    }
}
