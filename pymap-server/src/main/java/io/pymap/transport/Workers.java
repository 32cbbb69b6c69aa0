package io.pymap.transport;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for what blocks or takes long: virtual ones where the JDK has them (21 and later). */
public final class Workers {

    private Workers() {}

    /** As many threads as there is work; they start with the first task. */
    public static ExecutorService create() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException e) {
            return Executors.newCachedThreadPool(daemons());
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The JDK has virtual threads and does not give one", e);
        }
    }

    /** For password hashes, which take much memory each: no more threads than processors, but two at least. */
    public static ExecutorService bounded() {
        return bounded(Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    /** No more threads than that; what comes meanwhile waits. */
    public static ExecutorService bounded(int most) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory daemons() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "pymap-worker-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
