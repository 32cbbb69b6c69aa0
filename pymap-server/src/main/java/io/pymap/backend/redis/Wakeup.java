package io.pymap.backend.redis;

import io.pymap.mailbox.MailboxException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets threads wait a while for something to happen. It may have happened before, so they look again in any case. */
final class Wakeup {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition happened = lock.newCondition();

    private long signals;

    void signal() {
        lock.lock();
        try {
            signals++;
            happened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void await(Duration most) {
        lock.lock();
        try {
            long before = signals;
            long left = most.toNanos();
            while (signals == before && left > 0) {
                left = happened.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailboxException.Unavailable("The server is being stopped");
        } finally {
            lock.unlock();
        }
    }
}
