package io.pymap.backend.maildir;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;

import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees for sessions that wait for news what other programs do to their folders. The file system tells of it; where it does
 * not, and in case it has missed something, the times of the directories are looked at now and then.
 */
final class DiskWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    /** Threads that look at most: one may wait for the lock of a folder, and others still get their news. */
    private static final int LOOKING = 4;

    private static final Duration LOOK_EVERY_UNTOLD = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Folder, Watched> folders = new HashMap<>();
    private @Nullable Threads threads; // null until somebody waits

    /** A folder that somebody waits for. */
    private static final class Watched {
        private final Folder folder;
        private final List<WatchKey> keys;
        private final AtomicBoolean due = new AtomicBoolean();
        private int watchers;

        Watched(Folder folder, List<WatchKey> keys) {
            this.folder = folder;
            this.keys = keys;
        }

        boolean owns(WatchKey key) {
            return keys.contains(key);
        }

        void lookSoon(ScheduledExecutorService timer, Duration delay) {
            if (due.compareAndSet(false, true)) {
                timer.schedule(() -> look(timer), delay.toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        private void look(ScheduledExecutorService timer) {
            due.set(false);
            try {
                folder.refresh();
            } catch (MailboxException e) {
                LOG.warn("{}: {}", folder.directory(), e.toString());
            }
            // What happened at the same tick of the disk's clock cannot be told apart until it has moved on.
            folder.uncertainFor().ifPresent(delay -> lookSoon(timer, delay));
        }
    }

    /** What runs while somebody waits. */
    private record Threads(
            ScheduledThreadPoolExecutor timer, @Nullable WatchService service) {}

    /** Calls {@link Folder#refresh} when it may be worth it, until the watch is closed. */
    Mailbox.Watch add(Folder folder) {
        lock.lock();
        try {
            Threads running = threads == null ? start(folder.directory()) : threads;
            threads = running;
            Watched watched = folders.computeIfAbsent(folder, added -> new Watched(added, register(running, added)));
            watched.watchers++;
            watched.lookSoon(running.timer(), Duration.ZERO);
        } finally {
            lock.unlock();
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.compareAndSet(true, false)) {
                remove(folder);
            }
        };
    }

    private void remove(Folder folder) {
        lock.lock();
        try {
            Watched watched = folders.get(folder);
            if (watched != null && --watched.watchers == 0) {
                folders.remove(folder);
                watched.keys.forEach(WatchKey::cancel);
            }
        } finally {
            lock.unlock();
        }
    }

    private Threads start(Path directory) {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(LOOKING, task -> daemon(task, "pymap-maildir-look"));
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        WatchService service = service(directory);
        if (service != null) {
            daemon(() -> listen(service, timer), "pymap-maildir-watch").start();
        }
        Duration every = service == null ? LOOK_EVERY_UNTOLD : LOOK_EVERY;
        timer.scheduleWithFixedDelay(() -> lookAll(timer), every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
        return new Threads(timer, service);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static @Nullable WatchService service(Path directory) {
        try {
            return directory.getFileSystem().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn(
                    "The file system does not tell of changes, so they show every {}: {}",
                    LOOK_EVERY_UNTOLD,
                    e.toString());
            return null;
        }
    }

    private static List<WatchKey> register(Threads running, Folder folder) {
        WatchService service = running.service();
        if (service == null) {
            return List.of();
        }
        try {
            Path directory = folder.directory();
            return List.of(
                    directory.resolve("new").register(service, ENTRY_CREATE, ENTRY_DELETE),
                    directory.resolve("cur").register(service, ENTRY_CREATE, ENTRY_DELETE));
        } catch (IOException e) { // there may be too many; the looks now and then remain
            LOG.warn("{}: changes by others show every {}: {}", folder.directory(), LOOK_EVERY, e.toString());
            return List.of();
        }
    }

    private void listen(WatchService service, ScheduledExecutorService timer) {
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents();
                key.reset();
                lookAt(key, timer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClosedWatchServiceException | RejectedExecutionException e) {
            LOG.debug("Nobody listens any more");
        }
    }

    private void lookAt(WatchKey key, ScheduledExecutorService timer) {
        lock.lock();
        try {
            for (Watched watched : folders.values()) {
                if (watched.owns(key)) {
                    watched.lookSoon(timer, Duration.ZERO);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void lookAll(ScheduledExecutorService timer) {
        lock.lock();
        try {
            folders.values().forEach(watched -> watched.lookSoon(timer, Duration.ZERO));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (threads != null) {
                threads.timer().shutdownNow();
                if (threads.service() != null) {
                    threads.service().close();
                }
            }
            folders.clear();
        } catch (IOException e) {
            LOG.warn("The watch on the disk could not be ended: {}", e.toString());
        } finally {
            threads = null;
            lock.unlock();
        }
    }
}
