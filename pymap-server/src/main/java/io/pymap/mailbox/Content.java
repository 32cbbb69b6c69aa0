package io.pymap.mailbox;

import java.util.Arrays;
import java.util.Optional;

/** Octets of a message or of a part of one, without saying how they reach the socket. */
public sealed interface Content permits Content.InMemory, Content.InFile, Content.Stored {

    /** In octets. */
    long size();

    /** A part of these octets, not copied. Offset and length must lie within. */
    Content slice(long offset, long length);

    /**
     * These octets in memory, which they may have to be read into: not for an event loop where the backend may block.
     *
     * @throws MailboxException.Gone where the message has been removed meanwhile
     * @throws MailboxException.Unavailable where they cannot be read
     */
    InMemory load();

    /**
     * These octets in memory or in an open file, safe from whatever happens to the message from now on.
     *
     * @throws MailboxException as {@link #load}
     */
    default Content open() {
        return this;
    }

    static Content of(byte[] octets) {
        return new InMemory(octets, 0, octets.length);
    }

    private static void checkSlice(long offset, long length, long size) {
        if (offset < 0 || length < 0 || length > size - offset) {
            throw new IndexOutOfBoundsException("slice " + offset + "+" + length + " of " + size);
        }
    }

    /** Octets of an array that nobody changes any more. */
    record InMemory(byte[] array, int offset, int length) implements Content {

        @Override
        public long size() {
            return length;
        }

        @Override
        public InMemory slice(long from, long count) {
            checkSlice(from, count, length);
            return new InMemory(array, offset + (int) from, (int) count);
        }

        @Override
        public InMemory load() {
            return this;
        }

        /** The same in an array with nothing else in it: this, or a copy. */
        public InMemory compact() {
            boolean whole = offset == 0 && length == array.length;
            return whole ? this : new InMemory(Arrays.copyOfRange(array, offset, offset + length), 0, length);
        }
    }

    /** Octets of an open file. Whoever keeps it beyond the call that gave it retains the file. */
    record InFile(OpenFile file, long offset, long size) implements Content {

        @Override
        public InFile slice(long from, long count) {
            checkSlice(from, count, size);
            return new InFile(file, offset + from, count);
        }

        @Override
        public InMemory load() {
            byte[] octets = file.read(offset, Math.toIntExact(size));
            return new InMemory(octets, 0, octets.length);
        }
    }

    /** Octets that a backend keeps somewhere else, and reads when they are asked for. */
    non-sealed interface Stored extends Content {

        /** Equal for equal octets and only for them, in the whole server. */
        Object identity();

        /** What is kept with these octets. */
        Notes notes();

        @Override
        Content open();

        @Override
        default Content slice(long offset, long length) {
            checkSlice(offset, length, size());
            return load().slice(offset, length);
        }
    }

    /**
     * Values that follow from some octets, kept beside them so that the octets need not be read again. They may be lost at
     * any time.
     */
    interface Notes {

        /** What was kept under that name. */
        Optional<byte[]> find(String name);

        void keep(String name, byte[] value);
    }
}
