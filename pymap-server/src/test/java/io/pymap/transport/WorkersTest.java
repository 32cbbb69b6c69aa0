package io.pymap.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void doNoMoreAtATimeThanTheyShould() throws Exception {
        ExecutorService workers = Workers.bounded(2);
        Semaphore begun = new Semaphore(0);
        Semaphore mayEnd = new Semaphore(0);
        AtomicInteger atWork = new AtomicInteger();
        List<Future<Integer>> tasks = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                tasks.add(workers.submit(() -> {
                    int count = atWork.incrementAndGet();
                    begun.release();
                    mayEnd.acquire();
                    atWork.decrementAndGet();
                    return count;
                }));
            }
            for (int i = 0; i < 3; i++) {
                assertThat(begun.tryAcquire(2, 20, TimeUnit.SECONDS)).isTrue();
                assertThat(begun.tryAcquire()).isFalse();
                mayEnd.release(2);
            }
            for (Future<Integer> task : tasks) {
                assertThat(task.get(20, TimeUnit.SECONDS)).isLessThanOrEqualTo(2);
            }
        } finally {
            workers.shutdownNow();
        }
    }
}
