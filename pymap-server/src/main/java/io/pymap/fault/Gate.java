package io.pymap.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/** Holds up commands until a test opens it. Once open it stays open. Safe for use by many threads. */
public final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean open;

    private Gate() {}

    public static Gate closed() {
        return new Gate();
    }

    /** Lets through who waits, and who comes later. */
    public void open() {
        List<Runnable> released;
        lock.lock();
        try {
            open = true;
            released = List.copyOf(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        released.forEach(Runnable::run);
    }

    /** Runs the task there once the gate is open. */
    void whenOpen(Executor on, Runnable task) {
        lock.lock();
        try {
            if (!open) {
                waiting.add(() -> execute(on, task));
                return;
            }
        } finally {
            lock.unlock();
        }
        execute(on, task);
    }

    private static void execute(Executor on, Runnable task) {
        try {
            on.execute(task);
        } catch (RejectedExecutionException e) {
            // the server has ended meanwhile: nobody waits
        }
    }
}
