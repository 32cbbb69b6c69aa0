package io.pymap.backend.maildir;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Maildir++: all directories lie side by side in the root, {@code .A.B} is {@code A/B}. */
final class PlusPlusLayout implements FolderLayout {

    private static final String SEPARATOR = ".";

    private final Path root;
    private final MailDirectories directories;

    PlusPlusLayout(Path root, Disk disk) {
        this.root = root;
        this.directories = new MailDirectories(root, disk);
    }

    @Override
    public Path directory(MailboxName name) {
        if (name.isInbox()) {
            return root;
        }
        String joined = name.elements().stream()
                .map(PlusPlusLayout::encode)
                .collect(Collectors.joining(SEPARATOR, SEPARATOR, ""));
        return directories.child(root, FolderName.requireShort(joined));
    }

    private static String encode(String element) {
        if (element.contains(SEPARATOR)) {
            throw new MailboxException.NotAllowed("A level of the mailbox name has a '.' in it");
        }
        return FolderName.encode(element);
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
        for (Path path : Disk.children(root)) {
            if (path.getFileName().toString().startsWith(SEPARATOR) && directories.isMailbox(path)) {
                name(path).ifPresentOrElse(names::add, () -> directories.passOver(path));
            }
        }
        names.sort(null);
        return names;
    }

    private Optional<MailboxName> name(Path path) {
        String[] encoded = path.getFileName().toString().substring(1).split("\\.", -1);
        List<String> elements = new ArrayList<>();
        for (String one : encoded) {
            FolderName.decode(one).ifPresent(elements::add);
        }
        return elements.size() == encoded.length ? directories.name(elements, path, this) : Optional.empty();
    }

    @Override
    public void create(MailboxName name) throws IOException {
        directories.create(directory(name), !name.isInbox());
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
        if (!directories.isFree(target)) {
            throw new MailboxException.AlreadyExists("The name is taken by what is no mailbox");
        }
        directories.rename(source, target);
    }

    @Override
    public void recover() throws IOException {
        for (Path path : Disk.children(root)) {
            if (path.getFileName().toString().startsWith(SEPARATOR)) {
                directories.recover(path);
            }
        }
    }

    @Override
    public boolean movesInferiors() {
        return false;
    }
}
