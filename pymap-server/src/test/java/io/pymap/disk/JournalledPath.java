package io.pymap.disk;

import static io.pymap.disk.JournalledFileSystem.unwrap;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A path of the default file system that belongs to a journalled one. */
final class JournalledPath implements Path {

    private final JournalledFileSystem fileSystem;
    private final Path real;

    JournalledPath(JournalledFileSystem fileSystem, Path real) {
        this.fileSystem = fileSystem;
        this.real = real;
    }

    Path real() {
        return real;
    }

    /** The real form of another path, which must be one of these as well, as everywhere else. */
    private static Path same(Path other) {
        if (!(other instanceof JournalledPath)) {
            throw new ProviderMismatchException("expected a path of the journalled file system: " + other);
        }
        return unwrap(other);
    }

    private @Nullable Path wrapped(@Nullable Path path) {
        return path == null ? null : fileSystem.wrap(path);
    }

    @Override
    public FileSystem getFileSystem() {
        return fileSystem;
    }

    @Override
    public boolean isAbsolute() {
        return real.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return wrapped(real.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return wrapped(real.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return wrapped(real.getParent());
    }

    @Override
    public int getNameCount() {
        return real.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return fileSystem.wrap(real.getName(index));
    }

    @Override
    public Path subpath(int beginIndex, int endIndex) {
        return fileSystem.wrap(real.subpath(beginIndex, endIndex));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof JournalledPath && real.startsWith(unwrap(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof JournalledPath && real.endsWith(unwrap(other));
    }

    @Override
    public Path normalize() {
        return fileSystem.wrap(real.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return fileSystem.wrap(real.resolve(same(other)));
    }

    @Override
    public Path relativize(Path other) {
        return fileSystem.wrap(real.relativize(same(other)));
    }

    @Override
    public URI toUri() {
        return URI.create(JournalledProvider.SCHEME + "://" + real.toUri().getRawPath());
    }

    @Override
    public Path toAbsolutePath() {
        return fileSystem.wrap(real.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return fileSystem.wrap(real.toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
            throws IOException {
        if (!(watcher instanceof JournalledWatchService own)) {
            throw new ProviderMismatchException("expected a watch service of the journalled file system");
        }
        return own.register(real, events, modifiers);
    }

    @Override
    public int compareTo(Path other) {
        return real.compareTo(same(other));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JournalledPath that && fileSystem == that.fileSystem && real.equals(that.real);
    }

    @Override
    public int hashCode() {
        return Objects.hash(real);
    }

    @Override
    public String toString() {
        return real.toString();
    }
}
