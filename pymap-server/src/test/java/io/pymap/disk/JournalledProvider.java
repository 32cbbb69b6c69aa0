package io.pymap.disk;

import static io.pymap.disk.JournalledFileSystem.unwrap;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does everything with the real paths, and notes down what changes something. */
final class JournalledProvider extends FileSystemProvider {

    static final String SCHEME = "journalled";

    private final JournalledFileSystem fileSystem;
    private final Journal journal;

    JournalledProvider(JournalledFileSystem fileSystem) {
        this.fileSystem = fileSystem;
        this.journal = fileSystem.journal();
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw new UnsupportedOperationException("JournalledFileSystem.over makes one");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        return fileSystem.getPath(uri.getPath());
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        if (options.contains(StandardOpenOption.DELETE_ON_CLOSE)) {
            throw new UnsupportedOperationException("DELETE_ON_CLOSE");
        }
        Path real = unwrap(path);
        boolean append = options.contains(StandardOpenOption.APPEND);
        boolean write = append || options.contains(StandardOpenOption.WRITE);
        return journal.step(() -> {
            journal.requireInside(real);
            boolean isNew = !Files.exists(real, LinkOption.NOFOLLOW_LINKS);
            if (isNew && write) {
                journal.require(Obstacle.Kind.NAME, path);
            }
            FileChannel channel = real.getFileSystem().provider().newFileChannel(real, options, attributes);
            if (isNew) {
                journal.enter(real, journal.newNode(false));
            }
            Node node = journal.node(real);
            if (write && !isNew && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
                journal.add(
                        new Change.Truncate(node.number(), 0, Files.getLastModifiedTime(real), journal.shown(real)));
            }
            return new JournalledChannel(channel, journal, node, journal.shown(real), append);
        });
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path dir, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        Path real = unwrap(dir);
        DirectoryStream<Path> stream =
                real.getFileSystem().provider().newDirectoryStream(real, path -> filter.accept(fileSystem.wrap(path)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> paths = stream.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return paths.hasNext();
                    }

                    @Override
                    public Path next() {
                        return fileSystem.wrap(paths.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    @Override
    public void createDirectory(Path dir, FileAttribute<?>... attributes) throws IOException {
        journal.step(() -> {
            journal.requireInside(unwrap(dir));
            if (!Files.exists(unwrap(dir), LinkOption.NOFOLLOW_LINKS)) {
                journal.require(Obstacle.Kind.NAME, dir);
            }
            Files.createDirectory(unwrap(dir), attributes);
            journal.enter(unwrap(dir), journal.newNode(true));
            return dir;
        });
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        journal.step(() -> {
            journal.requireInside(unwrap(link));
            journal.require(Obstacle.Kind.NAME, link);
            Files.createLink(unwrap(link), unwrap(existing));
            journal.enter(unwrap(link), journal.node(unwrap(existing)));
            return link;
        });
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return fileSystem.wrap(Files.readSymbolicLink(unwrap(link)));
    }

    @Override
    public void delete(Path path) throws IOException {
        journal.step(() -> {
            journal.requireInside(unwrap(path));
            if (Files.exists(unwrap(path), LinkOption.NOFOLLOW_LINKS)) {
                journal.require(Obstacle.Kind.CHANGE, path);
            }
            Files.delete(unwrap(path));
            journal.leave(unwrap(path));
            return path;
        });
    }

    /** As a program would: by reading and writing. */
    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        List<CopyOption> wanted = List.of(options);
        Set<StandardOpenOption> open = wanted.contains(StandardCopyOption.REPLACE_EXISTING)
                ? Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)
                : Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel in = newFileChannel(source, Set.of(StandardOpenOption.READ));
                FileChannel out = newFileChannel(target, open)) {
            for (long at = 0; at < in.size(); ) {
                at += in.transferTo(at, in.size() - at, out);
            }
        }
        if (wanted.contains(StandardCopyOption.COPY_ATTRIBUTES)) {
            Files.setLastModifiedTime(target, Files.getLastModifiedTime(source));
        }
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        journal.step(() -> {
            journal.requireInside(unwrap(source));
            journal.requireInside(unwrap(target));
            boolean replaces = List.of(options).contains(StandardCopyOption.REPLACE_EXISTING)
                    || List.of(options).contains(StandardCopyOption.ATOMIC_MOVE);
            if (!Files.exists(unwrap(source), LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(source.toString());
            }
            if (!replaces && Files.exists(unwrap(target), LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            journal.require(Obstacle.Kind.CHANGE, source);
            Files.move(unwrap(source), unwrap(target), StandardCopyOption.ATOMIC_MOVE);
            journal.rename(unwrap(source), unwrap(target));
            return target;
        });
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return Files.isSameFile(unwrap(path), unwrap(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return Files.isHidden(unwrap(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return Files.getFileStore(unwrap(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        Path real = unwrap(path);
        real.getFileSystem().provider().checkAccess(real, modes);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return Files.readAttributes(unwrap(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return Files.readAttributes(unwrap(path), attributes, options);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        if (!type.isAssignableFrom(PosixFileAttributeView.class)) {
            return null; // as if the file system had no such thing
        }
        PosixFileAttributeView view =
                Objects.requireNonNull(Files.getFileAttributeView(unwrap(path), PosixFileAttributeView.class, options));
        return type.cast(new JournalledAttributes(view, time -> touch(path, view, time)));
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        if (attribute.endsWith("lastModifiedTime")) {
            BasicFileAttributeView view = Objects.requireNonNull(
                    Files.getFileAttributeView(unwrap(path), BasicFileAttributeView.class, options));
            touch(path, view, (FileTime) value);
        } else {
            Files.setAttribute(unwrap(path), attribute, value, options);
        }
    }

    private void touch(Path path, BasicFileAttributeView view, FileTime time) throws IOException {
        journal.step(() -> {
            Path real = unwrap(path);
            journal.requireInside(real);
            journal.require(Obstacle.Kind.CHANGE, path);
            view.setTimes(time, null, null);
            journal.add(new Change.Touch(journal.node(real).number(), time, journal.shown(real)));
            return time;
        });
    }
}
