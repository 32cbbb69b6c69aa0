package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code pymap-cache} of a folder: what has been worked out of its messages, such as their envelopes. It may be
 * deleted at any time. Thread-safe; where several processes write, each finds what it has read or written itself.
 *
 * <p>A line with the version and UIDVALIDITY, then entries: UID (4 octets), lengths of the name (2) and the value (4),
 * CRC-32C of what follows (4), name, value.
 */
final class NoteFile implements AutoCloseable {

    static final String NAME = "pymap-cache";

    private static final Logger LOG = LoggerFactory.getLogger(NoteFile.class);
    private static final int FRAME = 14;
    private static final long MOST = 1L << 30;
    private static final int MAX_VALUE = 16 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<Path> directory;
    private final byte[] header;
    private final Map<Key, Long> places = new HashMap<>();
    private @Nullable FileChannel channel; // null until somebody asks, and where the file cannot be used
    private boolean unusable;
    private long end;

    private record Key(int uid, String name) {}

    NoteFile(Supplier<Path> directory, long uidValidity) {
        this.directory = directory;
        this.header = ("pymap-cache 1 " + uidValidity + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    Optional<byte[]> find(long uid, String name) {
        lock.lock();
        try {
            FileChannel file = open();
            Long place = places.get(new Key((int) uid, name));
            return file == null || place == null ? Optional.empty() : value(file, place);
        } catch (IOException e) {
            return giveUp(e);
        } finally {
            lock.unlock();
        }
    }

    void keep(long uid, String name, byte[] value) {
        if (value.length > MAX_VALUE) {
            return;
        }
        lock.lock();
        try {
            FileChannel file = open();
            if (file == null) {
                return;
            }
            byte[] label = name.getBytes(StandardCharsets.US_ASCII);
            ByteBuffer entry = ByteBuffer.allocate(FRAME + label.length + value.length);
            entry.putInt((int) uid).putShort((short) label.length).putInt(value.length);
            entry.putInt(sum(label, value)).put(label).put(value).flip();
            long place = Math.max(end, file.size()); // another process may have written
            while (entry.hasRemaining()) {
                file.write(entry, place + entry.position());
            }
            end = place + entry.limit();
            places.put(new Key((int) uid, name), place);
        } catch (IOException e) {
            giveUp(e);
        } finally {
            lock.unlock();
        }
    }

    private Optional<byte[]> value(FileChannel file, long place) throws IOException {
        ByteBuffer frame = read(file, place, FRAME);
        if (frame.remaining() < FRAME) {
            return Optional.empty();
        }
        int label = frame.getShort(4);
        int length = frame.getInt(6);
        if (label < 0 || length < 0 || length > MAX_VALUE) {
            return Optional.empty();
        }
        ByteBuffer body = read(file, place + FRAME, label + length);
        if (body.remaining() < label + length) {
            return Optional.empty();
        }
        byte[] name = new byte[label];
        byte[] value = new byte[length];
        body.get(name).get(value);
        // Two processes that write at once may have spoilt each other's entries.
        return sum(name, value) == frame.getInt(10) ? Optional.of(value) : Optional.empty();
    }

    private @Nullable FileChannel open() throws IOException {
        if (channel != null || unusable) {
            return channel;
        }
        Path file = directory.get().resolve(NAME);
        FileChannel opened = FileChannel.open(file, READ, WRITE, CREATE, NOFOLLOW_LINKS);
        channel = opened;
        boolean known = opened.size() < MOST && read(opened, 0, header.length).equals(ByteBuffer.wrap(header));
        if (!known) {
            opened.truncate(0);
            opened.write(ByteBuffer.wrap(header), 0);
        }
        index(opened);
        return opened;
    }

    /** Notes where each value lies. Reads all of the file, piece by piece. */
    private void index(FileChannel file) throws IOException {
        long place = header.length;
        long size = file.size();
        int most = 1 << 20;
        ByteBuffer piece = read(file, place, most);
        long pieceAt = place;
        while (place + FRAME <= size) {
            int needed = FRAME + 256;
            if (place + needed > pieceAt + piece.limit() && pieceAt + piece.limit() < size) {
                pieceAt = place;
                piece = read(file, place, most);
            }
            int at = (int) (place - pieceAt);
            int label = piece.getShort(at + 4);
            int length = piece.getInt(at + 6);
            boolean whole = label >= 0 && label <= 256 && length >= 0 && place + FRAME + label + length <= size;
            if (!whole) {
                break;
            }
            byte[] name = new byte[label];
            piece.get(at + FRAME, name);
            places.put(new Key(piece.getInt(at), new String(name, StandardCharsets.US_ASCII).intern()), place);
            place += FRAME + label + length;
        }
        end = place;
        if (place < size) {
            file.truncate(place);
        }
    }

    private static ByteBuffer read(FileChannel file, long place, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, Math.max(0, file.size() - place)));
        while (buffer.hasRemaining() && file.read(buffer, place + buffer.position()) >= 0) {
            // until all is there
        }
        return buffer.flip();
    }

    private static int sum(byte[] name, byte[] value) {
        CRC32C sum = new CRC32C();
        sum.update(name);
        sum.update(value);
        return (int) sum.getValue();
    }

    /** Mail is served without it. */
    private Optional<byte[]> giveUp(IOException e) {
        LOG.warn("{} is not used any more: {}", NAME, e.toString());
        unusable = true;
        channel = null;
        places.clear();
        return Optional.empty();
    }

    /** Forgets all, also on disk. */
    void delete() throws IOException {
        lock.lock();
        try {
            close();
            Files.deleteIfExists(directory.get().resolve(NAME));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.warn("{}: {}", NAME, e.toString());
        } finally {
            channel = null;
            places.clear();
            lock.unlock();
        }
    }
}
