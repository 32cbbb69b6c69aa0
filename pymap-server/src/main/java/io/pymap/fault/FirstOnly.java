package io.pymap.fault;

import io.netty.util.concurrent.EventExecutor;
import io.pymap.fault.Plan.Part;
import io.pymap.transport.HookedConnection;
import java.util.function.IntUnaryOperator;

/**
 * How many messages a command works on, of so many. Safe for use by many threads: a command runs on a thread of its own where
 * its backend blocks.
 *
 * @param loop of the connection
 */
record FirstOnly(Part<Integer> most, HookedConnection connection, EventExecutor loop) implements IntUnaryOperator {

    @Override
    public int applyAsInt(int named) {
        if (named > most.value()) {
            if (loop.inEventLoop()) { // ahead of the answer
                most.firing().struck(connection);
            } else {
                loop.execute(() -> most.firing().struck(connection));
            }
        }
        return Math.min(named, most.value());
    }
}
