package io.pymap.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** A file, or a directory that is open to be forced. */
final class JournalledChannel extends FileChannel {

    private static final int CHUNK = 8192;

    private final FileChannel real;
    private final Journal journal;
    private final Node node;
    private final String path;
    private final boolean append;

    JournalledChannel(FileChannel real, Journal journal, Node node, String path, boolean append) {
        this.real = real;
        this.journal = journal;
        this.node = node;
        this.path = path;
        this.append = append;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return journal.step(() -> {
            long at = append ? real.size() : real.position();
            byte[] octets = written(source, at, () -> real.write(source));
            note(at, octets);
            return octets.length;
        });
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return journal.step(() -> {
            byte[] octets = written(source, position, () -> real.write(source, position));
            note(position, octets);
            return octets.length;
        });
    }

    /** What the real channel has taken of it. */
    private byte[] written(ByteBuffer source, long at, Journal.Step<Integer> write) throws IOException {
        ByteBuffer view = source.duplicate();
        if (view.hasRemaining()) {
            boolean grows = at + view.remaining() > real.size();
            journal.require(grows ? Obstacle.Kind.GROW : Obstacle.Kind.CHANGE, Path.of(path));
        }
        byte[] octets = new byte[write.run()];
        view.get(octets);
        return octets;
    }

    private void note(long at, byte[] octets) {
        if (octets.length > 0) {
            journal.add(new Change.Write(node.number(), at, octets, now(), path));
        }
    }

    private static FileTime now() {
        return FileTime.from(Instant.now());
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return journal.step(() -> {
            long total = 0;
            for (int i = offset; i < offset + length; i++) {
                total += write(sources[i]);
            }
            return total;
        });
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        return journal.step(() -> {
            boolean shorter = size < real.size();
            journal.require(Obstacle.Kind.CHANGE, Path.of(path));
            real.truncate(size);
            if (shorter) {
                journal.add(new Change.Truncate(node.number(), size, now(), path));
            }
            return this;
        });
    }

    @Override
    public void force(boolean metadata) throws IOException {
        journal.step(() -> {
            if (!real.isOpen()) {
                real.force(metadata); // throws what it should
            }
            journal.require(Obstacle.Kind.FORCE, Path.of(path));
            journal.add(new Change.Force(node.number(), metadata, path));
            return path;
        });
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        long at = position;
        while (at < position + count) {
            buffer.clear().limit((int) Math.min(CHUNK, position + count - at));
            if (source.read(buffer) <= 0) {
                break;
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                at += write(buffer, at);
            }
        }
        return at - position;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return real.transferTo(position, count, target);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return real.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return real.read(targets, offset, length);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return real.read(target, position);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        if (mode != MapMode.READ_ONLY) {
            throw new UnsupportedOperationException("writing to a map, which nobody sees");
        }
        return real.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
