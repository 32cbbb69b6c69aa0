package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;

import io.pymap.backend.ObjectIds;
import io.pymap.backend.Sha256;
import io.pymap.backend.ThreadHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The file {@code pymap-threads} of an account: which THREADID (RFC 8474 5.2) belongs to which key of
 * {@link ThreadHeaders#keys}. Entries of 32 octets, a key and a number; the first entry of a key counts, so that several
 * processes that add to the file come to the same answer. Without it, new messages begin new threads.
 */
final class ThreadFile {

    private static final String NAME = "pymap-threads";
    private static final int ENTRY = 32;
    private static final int MAX_KEYS = 1_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Path file;
    private final ObjectIds ids;
    private long end;
    private final Map<Sha256, Sha256> threads = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sha256, Sha256> eldest) {
            return size() > MAX_KEYS;
        }
    };

    ThreadFile(Path root, ObjectIds ids) {
        this.file = root.resolve(NAME);
        this.ids = ids;
    }

    String threadOf(ThreadHeaders headers) throws IOException {
        List<Sha256> keys = headers.keys();
        if (keys.isEmpty()) {
            return ids.next('T');
        }
        lock.lock();
        try {
            readMore();
            Sha256 thread = known(keys);
            List<Sha256> fresh =
                    keys.stream().filter(key -> !threads.containsKey(key)).toList();
            if (!fresh.isEmpty()) {
                append(fresh, thread);
                readMore();
            }
            Sha256 settled = threads.getOrDefault(keys.get(0), thread);
            return ObjectIds.id('T', settled.high(), settled.low());
        } finally {
            lock.unlock();
        }
    }

    /** That of the first key that has one; else a new one. */
    private Sha256 known(List<Sha256> keys) {
        for (Sha256 key : keys) {
            Sha256 thread = threads.get(key);
            if (thread != null) {
                return thread;
            }
        }
        String id = ids.next('T');
        return new Sha256(Long.parseUnsignedLong(id, 1, 17, 16), Long.parseUnsignedLong(id, 17, 33, 16));
    }

    private void readMore() throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ, NOFOLLOW_LINKS)) {
            long size = channel.size() / ENTRY * ENTRY;
            if (size < end) { // somebody has begun again
                end = 0;
                threads.clear();
            }
            while (end < size) {
                ByteBuffer piece = ByteBuffer.allocate((int) Math.min(size - end, 1 << 20));
                while (piece.hasRemaining() && channel.read(piece, end + piece.position()) >= 0) {
                    // until it is full
                }
                piece.flip();
                if (piece.remaining() < ENTRY) {
                    return;
                }
                while (piece.remaining() >= ENTRY) {
                    Sha256 key = new Sha256(piece.getLong(), piece.getLong());
                    threads.putIfAbsent(key, new Sha256(piece.getLong(), piece.getLong()));
                    end += ENTRY;
                }
            }
        } catch (NoSuchFileException e) {
            end = 0;
            threads.clear();
        }
    }

    private void append(List<Sha256> keys, Sha256 thread) throws IOException {
        ByteBuffer entries = ByteBuffer.allocate(ENTRY * keys.size());
        for (Sha256 key : keys) {
            entries.putLong(key.high()).putLong(key.low());
            entries.putLong(thread.high()).putLong(thread.low());
        }
        entries.flip();
        try (FileChannel channel = FileChannel.open(file, CREATE, APPEND, NOFOLLOW_LINKS)) {
            channel.write(entries);
        }
    }
}
