package io.pymap.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file with the number of this process, locked as long as the process lives, so that a file left behind does no harm. */
final class PidFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    private PidFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws StartException where a living process holds the file, or it cannot be opened */
    static PidFile create(Path path) {
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel) != null) {
                return new PidFile(path, channel);
            }
            channel.close();
        } catch (IOException e) {
            throw unwritable(path);
        }
        throw new StartException(
                path + ": a running server holds this PID file; stop that one, or name another with --pid-file");
    }

    /** Replaces what the file holds. */
    void write(long number) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((number + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw unwritable(path);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static StartException unwritable(Path path) {
        return new StartException(path + ": cannot write the PID file; name one that can be written with --pid-file");
    }

    /** Removes the file, while it is still locked, and gives up the lock. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(path);
        } catch (IOException leftBehind) {
            return; // without its lock it stops nobody
        }
    }
}
