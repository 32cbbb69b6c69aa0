package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.pymap.backend.maildir.LockFile.Owner;
import io.pymap.mailbox.MailboxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock file that other programs respect, Dovecot first: it is there while the lock is held, and says whose it is. Whoever
 * wants the lock of another waits, until
 *
 * <ul>
 *   <li>it is gone;
 *   <li>its process is gone: one of this machine, whose lock has not changed for two seconds. Not at once, though it would
 *       be proven: containers may share a host name and not see each other's processes, but a lock that is in use is gone
 *       in less;
 *   <li>it is empty and has not changed for ten seconds;
 *   <li>it has not changed for long: one of another machine, or one that does not say whose it is.
 * </ul>
 *
 * <p>The lock of a process that lives is never taken away. Threads of one process should settle among themselves who
 * takes it.
 */
final class DotLock implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    /** How long a lock is watched before it is taken away, whatever the clocks say. */
    private static final Duration LEAST_WATCH = Duration.ofMillis(200);

    private static final Duration GONE_AFTER = Duration.ofSeconds(2);

    /** Whoever makes a lock writes at once whose it is. An empty one was left by a process that came no further. */
    private static final Duration NAMELESS_AFTER = Duration.ofSeconds(10);

    /** Others may have found the same lock dead, and be about to remove it: not one of ours, please. */
    private static final Duration AFTER_REMOVAL = Duration.ofMillis(150);

    /** Between one touch and the next: well below the time after which anybody takes a lock for one that was left. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(DotLock.class);

    /**
     * The locks of this process, all backends of it. A lock with its number that is not in here is another's: in a container
     * the server has the same number each time.
     */
    private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

    private Path file;
    private final Machine machine;
    private final String content;
    private final Object key;
    private Instant touched;

    /**
     * How long to wait.
     *
     * @param patience after this time without the lock the answer is that the mailbox cannot be had now
     * @param staleAfter a lock of which nothing is known but that it has not changed in this time is dead
     */
    record Settings(Duration patience, Duration staleAfter, Machine machine) {

        /** For {@code dovecot-uidlist}, with the time that Dovecot takes. */
        static Settings on(Machine machine) {
            return new Settings(Duration.ofSeconds(30), Duration.ofSeconds(120), machine);
        }

        Settings staleAfter(Duration time) {
            return new Settings(patience, time, machine);
        }
    }

    private DotLock(Path file, Machine machine, String content, Object key) {
        this.file = file;
        this.machine = machine;
        this.content = content;
        this.key = key;
        this.touched = machine.instant();
        HELD.add(key);
    }

    /**
     * Takes the lock, and waits for it where another has it.
     *
     * @throws MailboxException.Unavailable where it is not to be had in time
     */
    static DotLock take(Path lockFile, Settings settings) throws IOException {
        return new Waiter(lockFile, settings).take();
    }

    private static Optional<DotLock> create(Path file, Machine machine) throws IOException {
        String content;
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            content = write(channel, new Owner(machine.pid(), machine.host()).text());
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        }
        Optional<LockFile> made =
                LockFile.look(file).filter(seen -> seen.content().equals(content));
        return made.map(seen -> new DotLock(file, machine, content, seen.key().orElse(file.toAbsolutePath())));
    }

    private static String write(FileChannel channel, String content) throws IOException {
        try {
            channel.write(ByteBuffer.wrap(content.getBytes(ISO_8859_1)));
            return content;
        } catch (IOException e) { // the disk is full: a lock nonetheless, whose end others learn later
            channel.truncate(0);
            return "";
        }
    }

    /** Whether the lock is still there, and this one's. */
    boolean isHeld() throws IOException {
        return LockFile.look(file).filter(this::isMine).isPresent();
    }

    /**
     * For the last moment before a file is replaced.
     *
     * @throws MailboxException.Unavailable where somebody has taken the lock away
     */
    void requireHeld() throws IOException {
        if (!isHeld()) {
            throw new MailboxException.Unavailable("Another program has taken the lock away");
        }
    }

    private boolean isMine(LockFile seen) {
        return seen.key().orElse(file.toAbsolutePath()).equals(key)
                && seen.content().equals(content);
    }

    /**
     * Tells those who wait that the lock is in use. To be called at each step of work that may take long, and before its
     * result is written; most times it looks at the clock only.
     *
     * @throws MailboxException.Unavailable where somebody has taken the lock away
     */
    void keep() throws IOException {
        Instant now = machine.instant();
        if (Duration.between(touched, now).abs().compareTo(FRESH) < 0) {
            return;
        }
        requireHeld();
        Files.getFileAttributeView(file, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .setTimes(FileTime.from(now), null, null);
        touched = now;
    }

    /** The directory of the lock has got another name. */
    void movedTo(Path other) {
        file = other;
    }

    /** Removes the lock if it is still this one's. Where that fails others wait until they find that it is dead. */
    @Override
    public void close() {
        try {
            if (isHeld()) {
                Files.deleteIfExists(file);
            } else if (file.getParent() == null || Files.exists(file.getParent())) { // or it went with its mailbox
                LOG.warn("The lock {} was taken away while it was held", file);
            }
        } catch (IOException e) {
            LOG.warn("The lock {} could not be removed: {}", file, e.toString());
        } finally {
            HELD.remove(key);
        }
    }

    /** One who wants the lock. */
    private static final class Waiter {

        private final Path file;
        private final Settings settings;
        private final Machine machine;
        private Duration pause = FIRST_PAUSE;
        private Optional<LockFile> watched = Optional.empty();
        private Instant watchedSince;
        private Instant lastChange;

        Waiter(Path file, Settings settings) {
            this.file = file;
            this.settings = settings;
            this.machine = settings.machine();
            this.watchedSince = machine.instant();
            this.lastChange = watchedSince;
        }

        DotLock take() throws IOException {
            Instant end = machine.instant().plus(settings.patience());
            while (true) {
                Optional<DotLock> lock = create(file, machine);
                if (lock.isPresent()) {
                    return lock.get();
                }
                if (!machine.instant().isBefore(end)) {
                    throw new MailboxException.Unavailable("Another program holds the lock of the mailbox");
                }
                Optional<LockFile> seen = LockFile.look(file);
                seen.ifPresent(this::watch);
                if (seen.isPresent() && isDead(seen.get())) {
                    remove(seen.get());
                    pause(AFTER_REMOVAL);
                } else {
                    pause(pause);
                    Duration longer = pause.multipliedBy(2);
                    pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
                }
            }
        }

        private void watch(LockFile seen) {
            if (watched.filter(seen::equals).isPresent()) {
                return;
            }
            Instant now = machine.instant();
            // The first look believes the file, so that what was left behind yesterday need not be watched again.
            lastChange = watched.isEmpty() && seen.changed().isBefore(now) ? seen.changed() : now;
            watched = Optional.of(seen);
            watchedSince = now;
            pause = FIRST_PAUSE;
        }

        private boolean isDead(LockFile seen) {
            Instant now = machine.instant();
            if (now.isBefore(watchedSince.plus(LEAST_WATCH))) {
                return false;
            }
            Duration quiet = Duration.between(lastChange, now);
            return switch (life(seen)) {
                case LIVES -> false;
                case GONE -> quiet.compareTo(GONE_AFTER) >= 0;
                case UNKNOWN -> quiet.compareTo(seen.size() == 0 ? NAMELESS_AFTER : settings.staleAfter()) >= 0;
            };
        }

        private Machine.Life life(LockFile seen) {
            Optional<Owner> owner = seen.owner().filter(other -> other.host().equals(machine.host()));
            if (owner.isEmpty()) {
                return Machine.Life.UNKNOWN;
            }
            if (owner.get().pid() == machine.pid()) {
                Object key = seen.key().orElse(file.toAbsolutePath());
                return HELD.contains(key) ? Machine.Life.LIVES : Machine.Life.GONE;
            }
            return machine.life(owner.get().pid(), seen.changed());
        }

        /** Removes the lock that was looked at, and no other that may have come in its place. */
        private void remove(LockFile dead) throws IOException {
            try (FileChannel channel = FileChannel.open(file, READ, WRITE, NOFOLLOW_LINKS)) {
                // Of all servers that have found it dead, one removes it while it holds this.
                Optional<FileLock> guard = Optional.ofNullable(channel.tryLock());
                if (guard.isPresent()
                        && LockFile.look(file, channel).filter(dead::equals).isPresent()) {
                    delete(dead);
                }
            } catch (OverlappingFileLockException | NoSuchFileException e) {
                LOG.debug("The dead lock {} is being removed by another", file);
            } catch (IOException e) { // another user's, no file, or on a file system without locks
                if (LockFile.look(file).filter(dead::equals).isPresent()) {
                    delete(dead);
                }
            }
        }

        private void delete(LockFile dead) throws IOException {
            Files.deleteIfExists(file);
            LOG.warn(
                    "Removed the lock {} of process {}, which has not changed since {}",
                    file,
                    dead.owner().map(owner -> Long.toString(owner.pid())).orElse("unknown"),
                    dead.changed());
        }

        private void pause(Duration duration) {
            try {
                machine.pause(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MailboxException.Unavailable("The server does not wait for the lock any longer");
            }
        }
    }
}
