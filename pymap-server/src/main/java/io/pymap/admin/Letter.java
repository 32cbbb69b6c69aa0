package io.pymap.admin;

import com.google.protobuf.ByteString;
import io.pymap.mailbox.Content;
import io.pymap.memory.MemoryBudget;
import java.util.Arrays;

/**
 * A message while it comes in: with CRLF for each bare LF, since what comes through a pipe has those, and without the line
 * {@code From } that delivery agents put before the header. Octets beyond the most that are taken are dropped.
 *
 * <p>Its memory is taken from a budget, to which {@link #close} gives it back.
 */
final class Letter implements AutoCloseable {

    private static final byte[] POSTMARK = {'F', 'r', 'o', 'm', ' '};
    private static final int FIRST_OCTETS = 8 << 10;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final long most;
    private final MemoryBudget memory;
    private byte[] octets = new byte[0];
    private int kept;
    private long count;
    private int last = -1;

    /** @param most octets that it may have */
    Letter(long most, MemoryBudget memory) {
        this.most = Math.min(most, LARGEST_ARRAY);
        this.memory = memory;
    }

    /** False where there is no memory for it; the letter is of no use then. */
    boolean write(ByteString data) {
        for (ByteString.ByteIterator each = data.iterator(); each.hasNext(); ) {
            byte octet = each.nextByte();
            if (octet == '\n' && last != '\r' && !put((byte) '\r')) {
                return false;
            }
            if (!put(octet)) {
                return false;
            }
            last = octet;
        }
        return true;
    }

    private boolean put(byte octet) {
        count++;
        if (count > most) {
            return true;
        }
        if (kept == octets.length && !grow()) {
            return false;
        }
        octets[kept++] = octet;
        return true;
    }

    private boolean grow() {
        int length = (int) Math.min(most, Math.max(FIRST_OCTETS, octets.length * 2L));
        if (!memory.take(length - octets.length)) {
            return false;
        }
        octets = Arrays.copyOf(octets, length);
        return true;
    }

    /** Whether more came than is taken. */
    boolean isTooLarge() {
        return count > most;
    }

    Content.InMemory content() {
        int from = startsWithPostmark() ? indexAfterLine() : 0;
        return new Content.InMemory(octets, from, kept - from).compact();
    }

    private boolean startsWithPostmark() {
        return kept >= POSTMARK.length && Arrays.equals(octets, 0, POSTMARK.length, POSTMARK, 0, POSTMARK.length);
    }

    private int indexAfterLine() {
        int index = 0;
        while (index < kept && octets[index] != '\n') {
            index++;
        }
        return Math.min(index + 1, kept);
    }

    /** For once or more often. */
    @Override
    public void close() {
        memory.giveBack(octets.length);
        octets = new byte[0];
        kept = 0;
    }
}
