package io.pymap.mailbox;

/** Octets of a message or of a part of one, without saying how they reach the socket. */
public sealed interface Content permits Content.InMemory {

    /** In octets. */
    long size();

    /** A part of these octets, not copied. Offset and length must lie within. */
    Content slice(long offset, long length);

    /** These octets in memory, which they may have to be read into: not for an event loop where the backend may block. */
    InMemory load();

    static Content of(byte[] octets) {
        return new InMemory(octets, 0, octets.length);
    }

    /** Octets of an array that nobody changes any more. */
    record InMemory(byte[] array, int offset, int length) implements Content {

        @Override
        public long size() {
            return length;
        }

        @Override
        public InMemory slice(long from, long count) {
            if (from < 0 || count < 0 || from + count > length) {
                throw new IndexOutOfBoundsException("slice " + from + "+" + count + " of " + length);
            }
            return new InMemory(array, offset + (int) from, (int) count);
        }

        @Override
        public InMemory load() {
            return this;
        }
    }
}
