package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of messages and folders that have been removed. They lie in {@code tmp} for a while, as sessions that have not been
 * told yet may still read them (RFC 2180 4.1). What a process leaves there when it is killed is swept away later.
 */
final class Graves implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Graves.class);
    private static final Duration REST = Duration.ofMinutes(1);

    /** After this time nobody writes to a file in {@code tmp} any more: as all who know the format have it. */
    private static final Duration ABANDONED = Duration.ofHours(36);

    /** Directories of deleted folders begin with it. */
    static final String DELETED = "pymap-deleted.";

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Grave> graves = new ArrayDeque<>();
    private @Nullable ScheduledThreadPoolExecutor timer; // null until something is buried

    private record Grave(Path path, Instant due) {}

    /** @param clock that of the machine */
    Graves(InstantSource clock) {
        this.clock = clock;
    }

    /** Removes a file, or a directory with what is in it, when its time has come. */
    void bury(Path path) {
        lock.lock();
        try {
            graves.add(new Grave(path, clock.instant().plus(REST)));
            if (timer == null) {
                timer = new ScheduledThreadPoolExecutor(1, task -> {
                    Thread thread = new Thread(task, "pymap-maildir-graves");
                    thread.setDaemon(true);
                    return thread;
                });
                timer.scheduleWithFixedDelay(
                        () -> clear(clock.instant()), REST.toSeconds(), REST.toSeconds() / 4, TimeUnit.SECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes what is due at that time. */
    private void clear(Instant now) {
        for (Path due = next(now); due != null; due = next(now)) {
            remove(due);
        }
    }

    private @Nullable Path next(Instant now) {
        lock.lock();
        try {
            Grave first = graves.peek();
            if (first == null || first.due.isAfter(now)) {
                return null;
            }
            graves.remove();
            return first.path;
        } finally {
            lock.unlock();
        }
    }

    /** What others have left behind in a {@code tmp}. */
    static void sweep(Path tmp, Instant now) {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(tmp)) {
            for (Path path : paths) {
                Instant changed =
                        Files.getLastModifiedTime(path, NOFOLLOW_LINKS).toInstant();
                if (changed.plus(ABANDONED).isBefore(now)) {
                    remove(path);
                }
            }
        } catch (IOException e) {
            LOG.debug("{}: {}", tmp, e.toString());
        }
    }

    /** Links are removed and not followed. */
    private static void remove(Path path) {
        try {
            if (!Files.isDirectory(path, NOFOLLOW_LINKS)) {
                Files.deleteIfExists(path);
            } else if (path.getFileName().toString().startsWith(DELETED)) {
                removeFolder(path);
            }
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", path, e.toString());
        }
    }

    /** Removes a folder with its messages at once. Other folders that lie in its directory stay. */
    static void removeFolder(Path directory) throws IOException {
        for (Listing.Directory one : Listing.Directory.values()) {
            Path inside = one.in(directory);
            if (Files.isDirectory(inside, NOFOLLOW_LINKS)) {
                removeFiles(inside);
                Files.delete(inside);
            }
        }
        removeFiles(directory);
        try {
            Files.delete(directory);
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} has other folders inside", directory);
        }
    }

    private static void removeFiles(Path directory) throws IOException {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
            for (Path path : paths) {
                remove(path);
            }
        }
    }

    /** Removes all of it now. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (timer != null) {
                timer.shutdownNow();
                timer = null;
            }
        } finally {
            lock.unlock();
        }
        clear(Instant.MAX);
    }
}
