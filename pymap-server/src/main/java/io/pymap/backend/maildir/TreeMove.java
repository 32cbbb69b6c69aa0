package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a mailbox and its inferiors to where directories are already: above itself, or among others. One rename does not do
 * that. So the tree first goes, as a whole, to {@code tmp} of INBOX, with a note of where it is to be; from there it is
 * brought piece by piece, by whoever comes by.
 */
final class TreeMove {

    private static final Logger LOG = LoggerFactory.getLogger(TreeMove.class);
    private static final String UNDER_WAY = ".moving";
    private static final String NOTE = "pymap.moving";
    private static final int MAX_NOTE = 16_384;
    private static final List<String> PARTS = List.of("tmp", "new", "cur");

    private final FolderLayout layout;
    private final Path root;
    private final MailDirectories directories;
    private final Disk disk;

    TreeMove(FolderLayout layout, Path root, MailDirectories directories, Disk disk) {
        this.layout = layout;
        this.root = root;
        this.directories = directories;
        this.disk = disk;
    }

    /** @throws MailboxException.AlreadyExists where a mailbox would come to lie on another */
    void move(Path from, MailboxName to) throws IOException {
        Path target = layout.directory(to);
        requireRoom(from, from, target);
        Path tmp = root.resolve("tmp");
        directories.make(tmp);
        Path away = unused(tmp, from);
        disk.replace(from.resolve(NOTE), to.value().getBytes(UTF_8));
        Files.move(from, away, StandardCopyOption.ATOMIC_MOVE);
        disk.forceDirectory(tmp);
        directories.removeEmpty(from);
        bring(away, target);
    }

    private void requireRoom(Path tree, Path from, Path to) throws IOException {
        boolean isRoom = directories.isMailbox(from)
                ? PARTS.stream().noneMatch(part -> Files.exists(to.resolve(part), NOFOLLOW_LINKS))
                : !Files.exists(to, NOFOLLOW_LINKS) || directories.isDirectory(to);
        if (!isRoom && !to.startsWith(tree)) { // what lies in the tree will not be there any more
            throw new MailboxException.AlreadyExists("The name is taken");
        }
        for (Path inferior : inferiors(from)) {
            requireRoom(tree, inferior, to.resolve(inferior.getFileName()));
        }
    }

    private static Path unused(Path tmp, Path from) {
        Path away = tmp.resolve(from.getFileName() + UNDER_WAY);
        for (int i = 2; Files.exists(away, NOFOLLOW_LINKS); i++) {
            away = tmp.resolve(from.getFileName().toString() + i + UNDER_WAY);
        }
        return away;
    }

    /** Brings what an earlier process has left on its way. */
    void finish() throws IOException {
        for (Path away : Disk.children(root.resolve("tmp"))) {
            if (!away.getFileName().toString().endsWith(UNDER_WAY) || !directories.isDirectory(away)) {
                continue;
            }
            Optional<MailboxName> to = target(away);
            if (to.isPresent()) {
                bring(away, layout.directory(to.get()));
            } else {
                LOG.warn(
                        "Left a directory where it is, since nothing tells whose it is: {}",
                        DiskFailure.printable(away));
            }
        }
    }

    private Optional<MailboxName> target(Path away) throws IOException {
        Optional<byte[]> note = disk.read(away.resolve(NOTE), MAX_NOTE);
        try {
            return note.map(octets -> new MailboxName(new String(octets, UTF_8)));
        } catch (MailboxException.NotAllowed e) {
            return Optional.empty();
        }
    }

    private void bring(Path away, Path target) throws IOException {
        directories.makeAll(MailDirectories.parent(target));
        merge(away, target);
        Files.deleteIfExists(target.resolve(NOTE));
    }

    /** Inferiors first, then the mailbox itself; its {@code cur} last, as that is what makes it one. */
    private void merge(Path from, Path to) throws IOException {
        if (!Files.exists(to, NOFOLLOW_LINKS)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            disk.forceDirectory(MailDirectories.parent(to));
            return;
        }
        for (Path inferior : inferiors(from)) {
            merge(inferior, to.resolve(inferior.getFileName()));
        }
        for (Path file : Disk.children(from)) {
            if (!Files.isDirectory(file, NOFOLLOW_LINKS) && !file.endsWith(NOTE)) {
                bringFile(file, to.resolve(file.getFileName()));
            }
        }
        for (String part : PARTS) {
            disk.forceDirectory(to);
            if (Files.exists(from.resolve(part), NOFOLLOW_LINKS)) {
                Files.move(from.resolve(part), to.resolve(part), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        disk.forceDirectory(to);
        Files.deleteIfExists(from.resolve(NOTE));
        directories.removeIfEmpty(from);
    }

    /** Takes no file of a stranger away. */
    private static void bringFile(Path from, Path to) throws IOException {
        if (FolderName.isOfAProgram(from.getFileName().toString()) || !Files.exists(to, NOFOLLOW_LINKS)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private List<Path> inferiors(Path directory) throws IOException {
        List<Path> inferiors = new ArrayList<>();
        for (Path path : Disk.children(directory)) {
            if (Files.isDirectory(path, NOFOLLOW_LINKS)
                    && !PARTS.contains(path.getFileName().toString())) {
                inferiors.add(path);
            }
        }
        return inferiors;
    }
}
