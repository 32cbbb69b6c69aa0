package io.pymap.backend.maildir;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Directories as the file system has them: {@code A/B} is {@code A/B}. Those without a {@code cur} hold others only. */
final class FsLayout implements FolderLayout {

    private static final int MAX_DEPTH = 32;

    /** Half of what Linux takes as a path. */
    private static final int MAX_OCTETS = 2048;

    private final Path root;
    private final MailDirectories directories;
    private final TreeMove moves;

    FsLayout(Path root, Disk disk) {
        this.root = root;
        this.directories = new MailDirectories(root, disk);
        this.moves = new TreeMove(this, root, directories, disk);
    }

    @Override
    public Path directory(MailboxName name) {
        Path directory = root;
        int octets = 0;
        for (String element : name.isInbox() ? List.<String>of() : name.elements()) {
            String encoded = FolderName.encode(element);
            octets += encoded.length() + 1;
            directory = directories.child(directory, encoded);
        }
        if (octets > MAX_OCTETS) {
            throw new MailboxException.NotAllowed("The mailbox name is too long on disk");
        }
        return directory;
    }

    @Override
    public boolean exists(MailboxName name) {
        return directories.isMailbox(directory(name));
    }

    @Override
    public List<MailboxName> list() throws IOException {
        List<MailboxName> names = new ArrayList<>();
        if (directories.isMailbox(root)) {
            names.add(MailboxName.INBOX);
        }
        list(root, List.of(), names);
        names.sort(null);
        return names;
    }

    private void list(Path directory, List<String> elements, List<MailboxName> names) throws IOException {
        if (!directories.isDirectory(directory) || elements.size() == MAX_DEPTH) {
            return;
        }
        for (Path path : Disk.children(directory)) {
            Optional<String> element = FolderName.decode(path.getFileName().toString());
            List<String> below = new ArrayList<>(elements);
            element.ifPresent(below::add);
            if (directories.isMailbox(path)) {
                Optional<MailboxName> name =
                        element.isPresent() ? directories.name(below, path, this) : Optional.empty();
                name.ifPresentOrElse(names::add, () -> directories.passOver(path));
            }
            if (element.isPresent()) {
                list(path, below, names);
            }
        }
    }

    @Override
    public void create(MailboxName name) throws IOException {
        directories.create(directory(name), false);
    }

    @Override
    public void delete(MailboxName name, Optional<Path> grave) throws IOException {
        directories.delete(directory(name), grave);
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws IOException {
        Path source = directory(from);
        Path target = directory(to);
        directories.requireMovable(source, target);
        directories.recover(target);
        if (directories.isFree(target) && !source.startsWith(target)) {
            directories.rename(source, target);
        } else {
            moves.move(source, to);
        }
    }

    @Override
    public void recover() throws IOException {
        moves.finish(); // first, as what it brings looks like the half of a mailbox until it is all there
        recover(root, 0);
    }

    private void recover(Path directory, int depth) throws IOException {
        if (directories.isDirectory(directory) && depth <= MAX_DEPTH) {
            for (Path path : Disk.children(directory)) {
                if (FolderName.decode(path.getFileName().toString()).isPresent()) {
                    recover(path, depth + 1);
                    directories.recover(path);
                }
            }
        }
    }

    @Override
    public boolean movesInferiors() {
        return true;
    }
}
