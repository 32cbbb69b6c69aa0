package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.index.MailboxIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Maildir on disk and what is known of it in memory. Others work on the same files: Dovecot, mail readers, delivery
 * agents and further processes of ours.
 *
 * <p>Who changes something holds the lock of this object, then the dot lock of {@code dovecot-uidlist}, and has caught up
 * with the disk: {@link #change} sees to that. Files come first, then the list of UIDs, then our own index, then memory, so
 * that whatever has stopped half way is found by whoever catches up next.
 */
final class Folder {

    private static final Logger LOG = LoggerFactory.getLogger(Folder.class);

    /** A change by others may hide behind one of ours: when to look for it. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN_IF_SHARED = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final ReentrantLock announcing = new ReentrantLock();
    private final Surroundings surroundings;
    private final UidListFile list;
    private final KeywordsFile keywords;
    private final FolderLog log;
    private final NoteFile notes;
    private final Arrivals arrivals;
    private long announced; // of those who hold the lock above
    private boolean isShared; // others have been seen at work
    private boolean isHalfDone; // something that failed; whoever comes next is to find it
    private @Nullable DotLock dotLock; // null unless somebody holds the lock above and this one

    private final @Nullable Object key; // of the directory, where the file system has such a thing
    private volatile Path directory;
    private volatile boolean gone;
    private volatile Listing.@Nullable Times times; // null until the directories have been read
    private volatile Stamp logStamp = Stamp.NONE;
    private volatile Instant lookAgainAt = Instant.EPOCH;

    /** Something that uses the disk. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    private Folder(Path directory, Surroundings surroundings, ThreadFile threads, UidListFile list, String owner)
            throws IOException {
        this.directory = directory;
        this.key = keyOf(directory);
        this.surroundings = surroundings;
        this.list = list;
        this.keywords = new KeywordsFile(surroundings);
        this.log = new FolderLog(
                surroundings,
                list.uidValidity(),
                owner,
                (uid, file) -> new MaildirContent(this, uid, file, Listing.Place.UNKNOWN));
        this.notes = new NoteFile(this::directory, list.uidValidity());
        this.arrivals = new Arrivals(surroundings, threads);
    }

    /** The folder in a directory that has {@code new}, {@code cur} and {@code tmp}. */
    @SuppressWarnings("try") // a lock is only held
    static Folder open(
            Path directory,
            Surroundings surroundings,
            UidValidityFile uidValidities,
            ThreadFile threads,
            String owner) {
        try (DotLock held = DotLock.take(UidListFile.lockFile(directory), surroundings.locks())) {
            UidListFile list = UidListFile.open(directory, surroundings, uidValidities);
            Folder folder = new Folder(directory, surroundings, threads, list, owner);
            folder.catchUpFirst(held);
            Graves.sweep(directory.resolve("tmp"), surroundings.ids().clock().instant());
            return folder;
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    private static @Nullable Object keyOf(Path directory) throws IOException {
        return Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Path directory() {
        return directory;
    }

    /** The directory has another name now. */
    void movedTo(Path other) {
        directory = other;
    }

    Path path(String base, Listing.Place place) {
        return directory.resolve(place.path(base, surroundings.delimiter()));
    }

    MailboxIndex index() {
        return log.index();
    }

    FolderLog log() {
        return log;
    }

    UidListFile list() {
        return list;
    }

    KeywordsFile keywords() {
        return keywords;
    }

    /** 32 hexadecimal digits that stay whatever becomes of the name. */
    String guid() {
        return list.guid();
    }

    NoteFile notes() {
        return notes;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** Nothing is read from disk any more; what is in memory stays for the sessions that look at it. */
    void close() {
        gone = true;
        notes.close();
    }

    boolean isGone() {
        return gone;
    }

    /** Sees what others have done, which costs a few looks at the disk where they have done nothing. */
    void refresh() {
        if (gone) {
            return;
        }
        try {
            if (isUpToDate()) {
                return;
            }
        } catch (IOException e) {
            LOG.debug("{}: {}", directory, e.toString()); // what is wrong with it shows below
        }
        try {
            perform(() -> {});
        } catch (MailboxException.NotFound e) { // deleted by another process: sessions keep what they see
            LOG.debug("{} is gone", directory);
        }
    }

    /** How long others may have done something that does not show yet; empty where that takes long to find out. */
    Optional<Duration> uncertainFor() {
        Duration left = Duration.between(now(), lookAgainAt);
        return gone || left.compareTo(LOOK_AGAIN_IF_SHARED) > 0
                ? Optional.empty()
                : Optional.of(left.isNegative() ? Duration.ZERO : left);
    }

    private boolean isUpToDate() throws IOException {
        return isThere()
                && now().isBefore(lookAgainAt)
                && Listing.Times.of(directory).equals(times)
                && Stamp.of(directory.resolve(IndexFile.NAME)).equals(logStamp);
    }

    /**
     * Does something with all locks held and all that others have done in memory, and tells the watchers.
     *
     * @throws MailboxException.NotFound where the mailbox has been deleted
     * @throws MailboxException.Unavailable where the disk fails, or others keep the lock
     */
    <T> T change(Work<T> work) {
        try {
            return changeUntold(work);
        } finally {
            announce();
        }
    }

    /** As {@link #change}. */
    void perform(DiskWork work) {
        change(() -> {
            work.run();
            return true;
        });
    }

    /** As {@link #change}, but tells nobody: another lock is held. {@link #announce} is to follow. */
    <T> T changeUntold(Work<T> work) {
        lock.lock();
        try {
            return changeLocked(work);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #change}, unless somebody else has done it by the time that the lock is there. */
    void performUnless(BooleanSupplier done, DiskWork work) {
        lock.lock();
        try {
            if (!done.getAsBoolean()) {
                changeLocked(() -> {
                    work.run();
                    return true;
                });
            }
        } finally {
            lock.unlock();
            announce();
        }
    }

    /** Returns when those who hold the lock now are done. */
    void awaitOthers() {
        lock.lock();
        try {
            LOG.trace("{}: waited", directory);
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("try") // a lock is only held
    private <T> T changeLocked(Work<T> work) {
        try {
            requireThere();
            try (DotLock held = DotLock.take(UidListFile.lockFile(directory), surroundings.locks())) {
                dotLock = held;
                catchUp();
                Listing.Times before = times;
                boolean complete = false;
                try {
                    T result = work.run();
                    complete = true;
                    return result;
                } finally {
                    isHalfDone |= !complete;
                    noteOwnWork(before);
                }
            } finally {
                dotLock = null;
            }
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(directory.resolve("cur"), NOFOLLOW_LINKS)) {
                throw DiskFailure.of(e);
            }
            close();
            throw deleted();
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    /** Removes the folder. Sessions that have it open keep what they see, which is in another directory then. */
    void delete(Path grave, DiskWork deletion) {
        lock.lock();
        try {
            requireThere();
            // Those who are at work now end it; those who come later find nothing.
            DotLock.take(UidListFile.lockFile(directory), surroundings.locks()).close();
            deletion.run();
            close();
            directory = grave;
        } catch (IOException e) {
            throw DiskFailure.of(e);
        } finally {
            lock.unlock();
        }
        surroundings.graves().bury(grave);
    }

    /** Leaves UIDs out. */
    void skipTo(long uid) {
        perform(() -> {
            list.skipTo(directory, uid);
            log.index().skipTo(list.nextUid());
        });
    }

    /** Gives the folder another directory. */
    @SuppressWarnings("try") // the lock is only held
    void rename(Path to, DiskWork renaming) {
        lock.lock();
        try (DotLock held = DotLock.take(UidListFile.lockFile(directory), surroundings.locks())) {
            renaming.run();
            directory = to;
            held.movedTo(UidListFile.lockFile(to));
        } catch (IOException e) {
            throw DiskFailure.of(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells the watchers, if there is something to tell. To be called with no lock held: whoever has changed something
     * returns when all know of it, also where another thread is about to tell them.
     */
    void announce() {
        announcing.lock();
        try {
            long highest = log.highestModSeq();
            if (highest != announced) {
                announced = highest;
                log.index().announce();
            }
        } finally {
            announcing.unlock();
        }
    }

    private void requireThere() throws IOException {
        if (!gone && !isThere()) {
            close();
        }
        if (gone) {
            throw deleted();
        }
    }

    /** Whether the directory is the one that was opened. Another one, or a link to it, is another mailbox. */
    private boolean isThere() throws IOException {
        return Objects.equals(keyOf(directory), key);
    }

    private static MailboxException deleted() {
        return new MailboxException.NotFound("The mailbox has been deleted");
    }

    /** What we have done ourselves does not look like the work of others any more, but may hide it. */
    private void noteOwnWork(Listing.@Nullable Times before) throws IOException {
        logStamp = Stamp.of(directory.resolve(IndexFile.NAME));
        Listing.Times now = Listing.Times.of(directory);
        if (!now.equals(before)) {
            times = now;
            lookAgainIn(isShared ? LOOK_AGAIN_IF_SHARED : LOOK_AGAIN);
        }
        if (isHalfDone) {
            lookAgainAt = Instant.EPOCH;
            isHalfDone = false;
        }
    }

    /** By the clock of the machine, as the times of files are. */
    private Instant now() {
        return surroundings.locks().machine().instant();
    }

    /** For those who hold the locks and say in their own way that something has failed. */
    void leaveHalfDone() {
        isHalfDone = true;
    }

    private void lookAgainIn(Duration delay) {
        lookAgainAt = now().plus(delay);
    }

    /**
     * For those who hold the locks, at each step of what may take long: others do not take the lock for one that was left.
     * Nothing where they are not held.
     *
     * @throws MailboxException.Unavailable where somebody has taken the lock away nonetheless
     */
    void keepLock() throws IOException {
        if (lock.isHeldByCurrentThread() && dotLock != null) {
            dotLock.keep();
        }
    }

    private void catchUpFirst(DotLock held) throws IOException {
        lock.lock();
        try {
            dotLock = held;
            catchUp();
            announced = log.highestModSeq();
        } finally {
            dotLock = null;
            lock.unlock();
        }
    }

    private void catchUp() throws IOException {
        if (!list.catchUp(directory)) {
            close();
            throw deleted();
        }
        Journal.recover(directory, surroundings, list); // who holds the lock finds one only if its owner is no more
        boolean wasLost = times == null && list.wasThere();
        log.catchUp(directory, wasLost ? surroundings.ids().clock().millis() : 1);
        log.compactIfWorthIt(directory);
        boolean due = !now().isBefore(lookAgainAt)
                || !Listing.Times.of(directory).equals(times)
                || list.nextUid() > log.index().counts().uidNext(); // else a UID of ours may come before one of theirs
        if (due) {
            rescan();
        }
    }

    /** Reads the directories whatever their times say, as a file was not where it should be. */
    void rescan() throws IOException {
        boolean first = times == null;
        Scan scan = new Scan(this);
        scan.run();
        times = scan.times();
        // The clock of a disk may stand still between two changes: look again when it has moved on.
        lookAgainIn(scan.mayHaveMissed() ? Listing.CLOCK_TICK : LOOK_AGAIN);
        if (scan.foundChanges() && !first) {
            isShared = true;
        }
        list.skipTo(directory, log.index().counts().uidNext());
        log.index().skipTo(list.nextUid());
        list.compact(
                directory,
                log.index().counts().messages(),
                uid -> !log.index().find(List.of(uid)).isEmpty());
    }

    /** Where the file of that base name lies now. Asks the disk alone. */
    Optional<Listing.Place> locate(String base) throws IOException {
        return gone ? Optional.empty() : Listing.find(directory, surroundings, base);
    }

    /** Makes last what has come to these directories or gone from them. */
    void force(Set<Listing.Directory> touched) throws IOException {
        for (Listing.Directory one : touched) {
            surroundings.disk().forceDirectory(one.in(directory));
        }
    }

    static MaildirContent contentOf(Message message) {
        return (MaildirContent) message.content();
    }
}
