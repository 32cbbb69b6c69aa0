package io.pymap.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A view of a real directory, of the default file system, that notes every change down in a {@link Journal}.
 *
 * <p>What it does not do: links that are symbolic, attributes other than times and permissions (of which only times are
 * noted down), memory-mapped writing. Forcing is noted down and not done, which makes it fast. Whatever else changes the
 * directory meanwhile must not be shown to it.
 */
public final class JournalledFileSystem extends FileSystem {

    private final Path root;
    private final FileSystem real;
    private final Journal journal;
    private final JournalledProvider provider;

    private JournalledFileSystem(Path root) throws IOException {
        this.root = root.toRealPath();
        real = root.getFileSystem();
        journal = new Journal(this.root);
        provider = new JournalledProvider(this);
    }

    /** What is in the directory now counts as being on the disk. */
    public static JournalledFileSystem over(Path directory) throws IOException {
        return new JournalledFileSystem(directory);
    }

    /** The directory, as a path of this file system. */
    public Path root() {
        return wrap(root);
    }

    public Journal journal() {
        return journal;
    }

    JournalledPath wrap(Path path) {
        return path instanceof JournalledPath own ? own : new JournalledPath(this, path);
    }

    /** The real path. */
    static Path unwrap(Path path) {
        return path instanceof JournalledPath own ? own.real() : path;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        // nothing is held open but by who uses it
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        List<Path> roots = new ArrayList<>();
        real.getRootDirectories().forEach(path -> roots.add(wrap(path)));
        return roots;
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return real.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic", "posix", "unix", "owner");
    }

    @Override
    public Path getPath(String first, String... more) {
        return wrap(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = real.getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(unwrap(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() throws IOException {
        return new JournalledWatchService(this, real.newWatchService());
    }
}
