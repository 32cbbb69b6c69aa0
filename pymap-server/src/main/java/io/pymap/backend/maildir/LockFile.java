package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/**
 * A lock file as it was seen. Two that are equal are the same lock, unchanged.
 *
 * @param key what the file system knows it by, or nothing where it has no such thing
 * @param changed when it was changed or touched
 */
record LockFile(Optional<Object> key, Instant changed, long size, String content) {

    private static final int MAX_CONTENT = 512;

    /** Who a lock says that it belongs to. */
    record Owner(long pid, String host) {

        /** What Dovecot writes to a lock, and reads from it. */
        String text() {
            return pid + ":" + host;
        }

        private static Optional<Owner> parse(String text) {
            int colon = text.indexOf(':');
            boolean number =
                    colon > 0 && colon <= 18 && text.chars().limit(colon).allMatch(c -> c >= '0' && c <= '9');
            return number
                    ? Optional.of(new Owner(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1)))
                    : Optional.empty();
        }
    }

    /** The lock that is there now, if any. */
    static Optional<LockFile> look(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = attributes(file);
            if (!attributes.isRegularFile()) {
                return Optional.of(of(file, attributes, ""));
            }
            try (FileChannel channel = FileChannel.open(file, READ, NOFOLLOW_LINKS)) {
                return Optional.of(of(file, attributes, read(channel)));
            } catch (AccessDeniedException e) {
                return Optional.of(of(file, attributes, "")); // another user's: it locks as well
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The lock that is there now, if any. Its content is read from an open channel, which is the same file or another. */
    static Optional<LockFile> look(Path file, FileChannel channel) throws IOException {
        try {
            return Optional.of(of(file, attributes(file), read(channel)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
    }

    private static LockFile of(Path file, BasicFileAttributes attributes, String content) throws IOException {
        Instant modified = attributes.lastModifiedTime().toInstant();
        Instant changed = statusChanged(file).orElse(modified);
        return new LockFile(
                Optional.ofNullable(attributes.fileKey()),
                changed.isAfter(modified) ? changed : modified,
                attributes.size(),
                content);
    }

    /** Unlike the time of the last write nobody can set this one. */
    private static Optional<Instant> statusChanged(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        return Optional.of(((FileTime) Files.getAttribute(file, "unix:ctime", NOFOLLOW_LINKS)).toInstant());
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_CONTENT);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position(), ISO_8859_1);
    }

    Optional<Owner> owner() {
        return Owner.parse(content.endsWith("\n") ? content.substring(0, content.length() - 1) : content);
    }
}
