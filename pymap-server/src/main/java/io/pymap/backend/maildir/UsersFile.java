package io.pymap.backend.maildir;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.User;
import io.pymap.mailbox.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The users of a {@code users.txt}, for whose lines see {@link UserLines}. Changes to the file count from the next question
 * on. Our own replace it as a whole, under a lock, and leave to it what they do not concern. Removing a user leaves the mail
 * where it is: that is the backend's to remove.
 *
 * <p>Safe for use by many threads.
 */
final class UsersFile implements Users {

    private static final String NAME = "users.txt";
    private static final long MAX_SIZE = 64L << 20;

    /** A file may change twice within the resolution of its time. */
    private static final Duration UNSURE = Duration.ofSeconds(2);

    private final Path file;
    private final Path base;
    private final Disk disk;
    private final DotLock.Settings lock;
    private volatile Snapshot snapshot;

    /**
     * What the file was when it was read.
     *
     * @param isSure whether a file that still has this stamp is the same
     */
    private record Snapshot(Stamp stamp, boolean isSure, UserLines lines) {}

    /**
     * Reads nothing yet.
     *
     * @param given the file, or a directory with one of the name {@code users.txt}
     * @param base where relative paths begin
     */
    UsersFile(Path given, Path base, Disk disk, DotLock.Settings lock) {
        this.file = locate(given);
        this.base = base.toAbsolutePath().normalize();
        this.disk = disk;
        this.lock = lock;
        this.snapshot = new Snapshot(Stamp.NONE, false, UserLines.parse(new byte[0]));
    }

    static Path locate(Path given) {
        return Files.isDirectory(given) ? given.resolve(NAME) : given;
    }

    @Override
    public Optional<User> find(String name) {
        return lines().find(name).map(UserLines.Entry::user);
    }

    @Override
    public List<String> names() {
        return lines().names();
    }

    /**
     * The directory of the user's INBOX.
     *
     * @throws MailboxException.NotFound where there is no such user
     * @throws MailboxException.NotAllowed where the file has a relative path that leads out of the base directory
     */
    Path mailPath(String user) {
        return path(
                user,
                lines().find(user)
                        .orElseThrow(() -> new MailboxException.NotFound("No such user"))
                        .path());
    }

    private Path path(String user, String written) {
        try {
            Path path = base.getFileSystem().getPath(written.isEmpty() ? user : written);
            Path mail = base.resolve(path).normalize();
            if (path.isAbsolute() || (mail.startsWith(base) && !mail.equals(base) && !isOwn(mail))) {
                return mail;
            }
        } catch (InvalidPathException e) {
            throw new MailboxException.NotAllowed("The mail of the user has a path that the file system does not take");
        }
        throw new MailboxException.NotAllowed("The mail of the user would not be below the base directory");
    }

    /** Whether the path is that of the file itself, or of one that is beside it while it is written. */
    private boolean isOwn(Path mail) {
        Path own = file.toAbsolutePath().normalize();
        Path name = own.getFileName();
        Path other = mail.getFileName();
        return name != null
                && other != null
                && mail.resolveSibling(name).equals(own)
                && (other.equals(name) || other.toString().startsWith(name + "."));
    }

    /** @throws MailboxException.NotAllowed where the mail of a new user would lie in that of another, or about it */
    @Override
    public void put(User user) {
        UserName.require(user.name());
        change(before -> {
            if (before.find(user.name()).isEmpty()) {
                requireOwnPlace(path(user.name(), ""), before);
            }
            return before.with(user);
        });
    }

    private void requireOwnPlace(Path mail, UserLines others) {
        for (Map.Entry<String, UserLines.Entry> other : others.entries().entrySet()) {
            Optional<Path> theirs = placeOf(other.getKey(), other.getValue());
            if (theirs.filter(path -> mail.startsWith(path) || path.startsWith(mail))
                    .isPresent()) {
                throw new MailboxException.NotAllowed("The mail of the user would lie where another's is");
            }
        }
    }

    private Optional<Path> placeOf(String name, UserLines.Entry entry) {
        try {
            return Optional.of(path(name, entry.path()));
        } catch (MailboxException.NotAllowed e) { // then there is no mail
            return Optional.empty();
        }
    }

    @Override
    public boolean remove(String name) {
        if (find(name).isEmpty()) {
            return false;
        }
        boolean[] removed = {false};
        change(before -> {
            removed[0] = before.find(name).isPresent();
            return before.without(name);
        });
        return removed[0];
    }

    private void change(UnaryOperator<UserLines> change) {
        try {
            Path target = target();
            try (DotLock held = DotLock.take(target.resolveSibling(target.getFileName() + ".lock"), lock)) {
                UserLines after = change.apply(read(target).lines());
                held.requireHeld();
                disk.replace(target, after.octets(), mode(target));
                snapshot = read(target);
            }
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    /** There are passwords in it. */
    private static FileAttribute<?>[] mode(Path target) {
        boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Where the administrator has a link, what it leads to: containers have such files. */
    private Path target() throws IOException {
        return file.toRealPath();
    }

    private UserLines lines() {
        try {
            Path target = target();
            Snapshot known = snapshot;
            if (known.isSure() && known.stamp().equals(Stamp.of(target))) {
                return known.lines();
            }
            Snapshot fresh = read(target);
            snapshot = fresh;
            return fresh.lines();
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    private Snapshot read(Path target) throws IOException {
        Stamp before = Stamp.of(target);
        UserLines lines = UserLines.parse(
                disk.read(target, MAX_SIZE).orElseThrow(() -> new NoSuchFileException(target.toString())));
        Instant now = lock.machine().instant();
        boolean isSure = before.time().toInstant().plus(UNSURE).isBefore(now) && before.equals(Stamp.of(target));
        return new Snapshot(before, isSure, lines);
    }
}
