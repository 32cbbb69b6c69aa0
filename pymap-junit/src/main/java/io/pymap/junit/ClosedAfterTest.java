package io.pymap.junit;

import java.util.concurrent.ConcurrentLinkedDeque;

/** What was opened for a test and ends with it. */
final class ClosedAfterTest implements AutoCloseable {

    private final ConcurrentLinkedDeque<Runnable> opened = new ConcurrentLinkedDeque<>();

    void add(Runnable close) {
        opened.push(close);
    }

    @Override
    public void close() {
        for (Runnable next = opened.poll(); next != null; next = opened.poll()) {
            next.run();
        }
    }
}
