package io.pymap.backend.maildir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** A small file of ours that holds one value, and is read again when another process has written it. Thread-safe. */
final class StateFile<T> {

    private static final long MOST = 1 << 30;
    private static final int VERSION = 1;

    private final ReentrantLock lock = new ReentrantLock();
    private final Surroundings surroundings;
    private final Path file;
    private final Form<T> form;
    private final T initial;
    private T value;
    private Stamp stamp = Stamp.NONE;

    /** How the value is written. */
    interface Form<T> {

        void write(DataOutputStream out, T value) throws IOException;

        T read(DataInputStream in) throws IOException;
    }

    /** @param initial the value where there is no file */
    StateFile(Surroundings surroundings, Path file, T initial, Form<T> form) {
        this.surroundings = surroundings;
        this.file = file;
        this.initial = initial;
        this.value = initial;
        this.form = form;
    }

    T get() {
        lock.lock();
        try {
            return read();
        } catch (IOException e) {
            throw DiskFailure.of(e);
        } finally {
            lock.unlock();
        }
    }

    /** Answers the new value, which is on the disk when this returns. */
    @SuppressWarnings("try") // the lock is only held
    T change(UnaryOperator<T> change) {
        lock.lock();
        try (DotLock held = DotLock.take(file.resolveSibling(file.getFileName() + ".lock"), surroundings.locks())) {
            T before = read();
            T after = change.apply(before);
            if (!after.equals(before)) {
                surroundings.disk().replace(file, written(after));
                stamp = Stamp.of(file);
                value = after;
            }
            return after;
        } catch (IOException e) {
            throw DiskFailure.of(e);
        } finally {
            lock.unlock();
        }
    }

    private T read() throws IOException {
        Stamp now = Stamp.of(file);
        if (!now.equals(stamp)) {
            Optional<byte[]> octets = surroundings.disk().read(file, MOST);
            value = octets.isEmpty() ? initial : parsed(octets.get());
            stamp = now;
        }
        return value;
    }

    private byte[] written(T state) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(octets);
        out.writeInt(VERSION);
        form.write(out, state);
        return octets.toByteArray();
    }

    private T parsed(byte[] octets) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets));
        if (in.readInt() != VERSION) {
            throw new IOException("Expected version " + VERSION + " of " + file.getFileName());
        }
        return form.read(in);
    }
}
