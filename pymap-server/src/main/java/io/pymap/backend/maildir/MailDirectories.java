package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both layouts do with the directory of a mailbox. A mailbox is a directory with a {@code cur}: that comes last when one
 * is made, and goes first when one is deleted, so there is never half a mailbox.
 */
final class MailDirectories {

    private static final Logger LOG = LoggerFactory.getLogger(MailDirectories.class);
    private static final String CUR = "cur";
    private static final String NEW = "new";
    private static final String TMP = "tmp";

    /** Marks directories below the root, so that programs which deliver know where the root is. */
    private static final String MARKER = "maildirfolder";

    /** Where {@code cur} and {@code new} of a deleted mailbox go, in {@code tmp}. The first stays until all else is gone. */
    private static final String DELETED = ".deleted";

    private final Path root;
    private final Disk disk;
    private final Set<Path> passedOver = ConcurrentHashMap.newKeySet();

    MailDirectories(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
    }

    /** @throws MailboxException.NotAllowed where the file system reads more or less in the name than one name */
    Path child(Path parent, String name) {
        try {
            Path child = parent.resolve(name);
            if (parent.equals(child.getParent())
                    && name.equals(child.getFileName().toString())) {
                return child;
            }
        } catch (InvalidPathException e) {
            LOG.debug("The file system does not take a name: {}", e.getReason());
        }
        throw new MailboxException.NotAllowed("The mailbox name cannot be that of a directory");
    }

    /** The mailbox that the path is the directory of; empty where that mailbox would be elsewhere. */
    Optional<MailboxName> name(List<String> elements, Path path, FolderLayout layout) {
        try {
            MailboxName name = new MailboxName(String.join("/", elements));
            return layout.directory(name).equals(path) ? Optional.of(name) : Optional.empty();
        } catch (MailboxException.NotAllowed e) {
            return Optional.empty();
        }
    }

    void passOver(Path path) {
        if (passedOver.add(path)) {
            LOG.warn("Passed over a directory whose name is that of no mailbox: {}", DiskFailure.printable(path));
        }
    }

    /** No link below the root: neither on the way, nor in place of what makes a mailbox. */
    boolean isMailbox(Path directory) {
        return isDirectory(directory)
                && Files.isDirectory(directory.resolve(CUR), NOFOLLOW_LINKS)
                && !Files.isSymbolicLink(directory.resolve(NEW))
                && !Files.isSymbolicLink(directory.resolve(TMP));
    }

    /** The root may be reached over links, which are the administrator's. */
    boolean isDirectory(Path directory) {
        if (directory.equals(root)) {
            return Files.isDirectory(root);
        }
        return Files.isDirectory(directory, NOFOLLOW_LINKS) && isDirectory(parent(directory));
    }

    static Path parent(Path path) {
        Path parent = path.getParent();
        return parent != null ? parent : path; // the root of a file system is its own
    }

    /** @param marked whether it gets the marker of Maildir++ */
    void create(Path directory, boolean marked) throws IOException {
        if (isMailbox(directory)) {
            throw new MailboxException.AlreadyExists("Mailbox already exists");
        }
        makeAll(directory);
        finishDeletion(directory);
        make(directory.resolve(TMP));
        make(directory.resolve(NEW));
        if (marked) {
            mark(directory.resolve(MARKER));
        }
        disk.forceDirectory(directory);
        try {
            Files.createDirectory(directory.resolve(CUR));
        } catch (FileAlreadyExistsException e) { // a link, or somebody else was faster
            throw new MailboxException.AlreadyExists("The name is taken");
        }
        disk.forceDirectory(directory);
    }

    private void mark(Path marker) throws IOException {
        try {
            disk.write(marker, new byte[0]);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("The marker is there: {}", e.getFile());
        }
    }

    void makeAll(Path directory) throws IOException {
        if (directory.equals(root)) {
            Files.createDirectories(root);
            disk.forceDirectory(parent(root.toAbsolutePath()));
            return;
        }
        makeAll(parent(directory));
        make(directory);
    }

    void make(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
            disk.forceDirectory(parent(directory));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, NOFOLLOW_LINKS)) {
                throw new MailboxException.AlreadyExists("The name is taken by what is no mailbox");
            }
        }
    }

    /**
     * @param grave a directory to be, for the messages: others may be reading them; without one they are removed
     */
    void delete(Path directory, Optional<Path> grave) throws IOException {
        if (directory.equals(root)) {
            throw new MailboxException.NotAllowed("INBOX cannot be deleted");
        }
        if (!isMailbox(directory)) {
            throw new MailboxException.NotFound("Mailbox does not exist");
        }
        Path tmp = directory.resolve(TMP);
        make(tmp);
        finishDeletion(directory);
        Files.move(directory.resolve(CUR), tmp.resolve(CUR + DELETED), StandardCopyOption.ATOMIC_MOVE);
        disk.forceDirectory(directory);
        if (grave.isPresent()) {
            bury(directory, grave.get());
        } else {
            finishDeletion(directory);
        }
        removeEmpty(directory);
    }

    private void bury(Path directory, Path grave) throws IOException {
        Files.createDirectory(grave);
        moveAway(directory.resolve(NEW), grave.resolve(NEW));
        removeFilesOfPrograms(directory);
        moveAway(directory.resolve(TMP).resolve(CUR + DELETED), grave.resolve(CUR));
    }

    /** Does the rest where {@code cur} has gone: now, or before the end of an earlier process. */
    private boolean finishDeletion(Path directory) throws IOException {
        Path tmp = directory.resolve(TMP);
        Path doomedCur = tmp.resolve(CUR + DELETED);
        Path doomedNew = tmp.resolve(NEW + DELETED);
        if (!isDirectory(tmp) || !Files.isDirectory(doomedCur, NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.exists(directory.resolve(CUR), NOFOLLOW_LINKS)) {
            moveAway(directory.resolve(NEW), doomedNew);
            removeFilesOfPrograms(directory);
        }
        removeWithFiles(doomedNew);
        removeWithFiles(doomedCur);
        return true;
    }

    /** Finishes a deletion that was cut off, if there is one, and removes what never became a mailbox. */
    void recover(Path directory) throws IOException {
        if (isDirectory(directory) && (finishDeletion(directory) || isHalf(directory)) && !isMailbox(directory)) {
            removeFilesOfPrograms(directory);
            removeIfEmpty(directory.resolve(NEW));
            removeEmpty(directory);
        }
    }

    /** Whether there is all but a {@code cur}, or less, and no message: others might take it for a mailbox. */
    private static boolean isHalf(Path directory) throws IOException {
        if (!Files.isDirectory(directory.resolve(TMP), NOFOLLOW_LINKS)) {
            return false; // one that others are about to make has a cur first
        }
        for (Path file : Disk.children(directory)) {
            String name = file.getFileName().toString();
            boolean known = Files.isDirectory(file, NOFOLLOW_LINKS)
                    ? name.equals(TMP)
                            || (name.equals(NEW) && Disk.children(file).isEmpty())
                    : FolderName.isOfAProgram(name) || name.equals(MARKER);
            if (!known) {
                return false;
            }
        }
        return true;
    }

    private static void moveAway(Path directory, Path away) throws IOException {
        if (Files.isDirectory(directory, NOFOLLOW_LINKS) && !Files.exists(away, NOFOLLOW_LINKS)) {
            Files.move(directory, away, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The UIDs go with the messages: a new mailbox of this name has a new UIDVALIDITY. */
    private void removeFilesOfPrograms(Path directory) throws IOException {
        for (Path file : Disk.children(directory)) {
            String name = file.getFileName().toString();
            if ((FolderName.isOfAProgram(name) || name.equals(MARKER)) && !Files.isDirectory(file, NOFOLLOW_LINKS)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Directories in it are nobody's that we know: they stay, and it with them. */
    private void removeWithFiles(Path directory) throws IOException {
        if (!Files.isDirectory(directory, NOFOLLOW_LINKS)) {
            return;
        }
        for (Path file : Disk.children(directory)) {
            if (!Files.isDirectory(file, NOFOLLOW_LINKS)) {
                Files.deleteIfExists(file);
            }
        }
        removeIfEmpty(directory);
    }

    /** Removes the directory and those above it, as far as there is nothing in them. */
    void removeEmpty(Path directory) throws IOException {
        removeWithFiles(directory.resolve(TMP));
        Path at = directory;
        while (!at.equals(root) && removeIfEmpty(at)) {
            at = parent(at);
        }
        disk.forceDirectory(at);
    }

    boolean removeIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    /** Whether one rename does it: nothing is where the directory is to be. */
    boolean isFree(Path to) throws IOException {
        return !Files.exists(to, NOFOLLOW_LINKS)
                || (isDirectory(to) && Disk.children(to).isEmpty());
    }

    void requireMovable(Path from, Path to) {
        if (from.equals(root) || to.equals(root)) {
            throw new MailboxException.NotAllowed("The directory of INBOX cannot be moved");
        }
        if (isMailbox(to)) {
            throw new MailboxException.AlreadyExists("Mailbox already exists");
        }
        if (to.startsWith(from)) {
            throw new MailboxException.NotAllowed("A mailbox cannot be moved below itself");
        }
        if (!isDirectory(from)) {
            throw new MailboxException.NotFound("Mailbox does not exist");
        }
    }

    void rename(Path from, Path to) throws IOException {
        makeAll(parent(to));
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        disk.forceDirectory(parent(to));
        removeEmpty(from);
    }
}
