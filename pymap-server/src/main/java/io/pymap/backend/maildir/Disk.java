package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Small files, written so that what a method has done is there after a power failure. Shared by all threads of a backend.
 * Failures are the {@link IOException}s that they are.
 */
final class Disk {

    private static final int MAX_TEMPORARY_NAMES = 10_000;

    private final Fsync fsync;
    private final DirectoryForces directories = new DirectoryForces(Disk::forceNow);
    private final AtomicLong temporaries = new AtomicLong();

    Disk(Fsync fsync) {
        this.fsync = fsync;
    }

    /** Whether anything is forced at all. */
    boolean forces() {
        return fsync != Fsync.NEVER;
    }

    Fsync fsync() {
        return fsync;
    }

    /** Writes a file that is not there yet. Its directory is the caller's to force. On failure no file is left. */
    void write(Path file, byte[] octets, FileAttribute<?>... attributes) throws IOException {
        write(file, octets, Optional.empty(), attributes);
    }

    /** As {@link #write}, with a time of the last change that lasts as well. */
    void write(Path file, byte[] octets, Optional<FileTime> changed, FileAttribute<?>... attributes)
            throws IOException {
        FileChannel channel = FileChannel.open(file, Set.of(WRITE, CREATE_NEW), attributes);
        try (channel) {
            writeAll(channel, octets);
            if (changed.isPresent()) {
                Files.setLastModifiedTime(file, changed.get());
            }
            if (forces()) {
                channel.force(true); // the time of the last change as well
            }
        } catch (IOException e) {
            throw undone(e, () -> Files.deleteIfExists(file));
        }
    }

    /** Puts these octets in place of what the file holds, if it exists: others see the old content or the new. */
    void replace(Path target, byte[] octets, FileAttribute<?>... attributes) throws IOException {
        replaceBy(target, writeBeside(target, octets, Optional.empty(), attributes));
    }

    /** As {@link #replace}, with a time of the last change. */
    void replace(Path target, byte[] octets, FileTime changed) throws IOException {
        replaceBy(target, writeBeside(target, octets, Optional.of(changed)));
    }

    private void replaceBy(Path target, Path temporary) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw undone(e, () -> Files.deleteIfExists(temporary));
        }
        forceDirectory(directoryOf(target));
    }

    private Path writeBeside(Path target, byte[] octets, Optional<FileTime> changed, FileAttribute<?>... attributes)
            throws IOException {
        for (int attempt = 0; ; attempt++) {
            Path temporary = target.resolveSibling(target.getFileName() + ".P"
                    + ProcessHandle.current().pid() + "Q" + temporaries.incrementAndGet() + ".tmp");
            try {
                write(temporary, octets, changed, attributes);
                return temporary;
            } catch (FileAlreadyExistsException e) { // left by another process that had our number
                if (attempt == MAX_TEMPORARY_NAMES) {
                    throw e;
                }
            }
        }
    }

    /**
     * Adds these octets at the end of the file, in one write. The caller holds the lock of the file: where they do not fit
     * on the disk, it is cut to what it was.
     *
     * @param beforeForce done when they are written and not forced yet: what else is forced then, most file systems bring
     *     to the disk along with them
     */
    void append(Path file, byte[] octets, DiskWork beforeForce) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, APPEND, NOFOLLOW_LINKS)) {
            long before = channel.size();
            try {
                if (channel.write(ByteBuffer.wrap(octets)) < octets.length) {
                    throw new FileSystemException(file.toString(), null, DiskFailure.NO_SPACE);
                }
            } catch (IOException e) {
                throw undone(e, () -> channel.truncate(before));
            }
            beforeForce.run();
            if (forces()) {
                channel.force(false);
            }
        }
    }

    /**
     * Makes names in this directory last. Threads that ask for the same directory share a force; each waits for one that
     * began after it asked.
     */
    void forceDirectory(Path directory) throws IOException {
        if (forces()) {
            directories.force(directory);
        }
    }

    private static void forceNow(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return; // elsewhere directories cannot be opened, and need not be
        }
        try (FileChannel channel = FileChannel.open(directory, READ, NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }

    /**
     * The content of the file; empty where there is none.
     *
     * @param most the size above which it is refused
     */
    Optional<byte[]> read(Path file, long most) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) { // to open a pipe would wait for ever
                throw new FileSystemException(file.toString(), null, "Expected a regular file");
            }
            try (FileChannel channel = FileChannel.open(file, READ, NOFOLLOW_LINKS)) {
                return Optional.of(readAll(file, channel, most));
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** What is in the directory, in any order; nothing where there is none. */
    static List<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
            paths.forEach(children::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }

    private static byte[] readAll(Path file, FileChannel channel, long most) throws IOException {
        long limit = Math.min(most, Integer.MAX_VALUE - 16);
        // One octet more than its size tells the end of the file; it may grow while it is read.
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(channel.size(), limit) + 1);
        while (channel.read(buffer) >= 0) {
            if (buffer.position() > limit) {
                throw new FileSystemException(file.toString(), null, "Expected at most " + limit + " octets");
            }
            if (!buffer.hasRemaining()) {
                int larger = (int) Math.min(2L * buffer.capacity(), limit + 1);
                buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), larger)).position(buffer.position());
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static void writeAll(FileChannel channel, byte[] octets) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private interface Undo {
        void run() throws IOException;
    }

    /** The failure, once its traces are removed. Where they cannot be, it says that as well: the first one counts. */
    private static IOException undone(IOException failure, Undo undo) {
        try {
            undo.run();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private static Path directoryOf(Path file) {
        Path parent = file.getParent();
        return parent != null ? parent : file.getFileSystem().getPath("");
    }
}
