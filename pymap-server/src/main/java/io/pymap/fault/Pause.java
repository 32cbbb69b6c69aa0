package io.pymap.fault;

import io.netty.util.concurrent.EventExecutor;
import io.pymap.time.Timers;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Something that has to be over before a command goes on. */
sealed interface Pause {

    /**
     * Runs the task once it is over.
     *
     * @return gives up waiting
     */
    Runnable begin(EventExecutor on, Timers timers, Runnable task);

    /** Time on the wall. */
    record Real(Duration time) implements Pause {
        @Override
        public Runnable begin(EventExecutor on, Timers timers, Runnable task) {
            Future<?> waiting = on.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
            return () -> waiting.cancel(false);
        }
    }

    /** The server's time. */
    record Clock(Duration time) implements Pause {
        @Override
        public Runnable begin(EventExecutor on, Timers timers, Runnable task) {
            return timers.schedule(time, on, task)::cancel;
        }
    }

    record AtGate(Gate gate) implements Pause {
        @Override
        public Runnable begin(EventExecutor on, Timers timers, Runnable task) {
            gate.whenOpen(on, task);
            return () -> {};
        }
    }
}
