package io.pymap.admin;

import com.google.protobuf.ByteString;
import io.pymap.mailbox.Content;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A message while it comes in: with CRLF for each bare LF, since what comes through a pipe has those, and without the line
 * {@code From } that delivery agents put before the header. Octets beyond the most that are taken are dropped.
 */
final class Letter {

    private static final byte[] POSTMARK = {'F', 'r', 'o', 'm', ' '};

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final long most;
    private long count;
    private int last = -1;

    /** @param most octets that it may have */
    Letter(long most) {
        this.most = most;
    }

    void write(ByteString data) {
        for (ByteString.ByteIterator each = data.iterator(); each.hasNext(); ) {
            byte octet = each.nextByte();
            if (octet == '\n' && last != '\r') {
                put('\r');
            }
            put(octet);
            last = octet;
        }
    }

    private void put(int octet) {
        count++;
        if (count <= most) {
            octets.write(octet);
        }
    }

    /** Whether more came than is taken. */
    boolean isTooLarge() {
        return count > most;
    }

    Content.InMemory content() {
        byte[] all = octets.toByteArray();
        int from = startsWithPostmark(all) ? indexAfterLine(all) : 0;
        return new Content.InMemory(all, from, all.length - from).compact();
    }

    private static boolean startsWithPostmark(byte[] all) {
        return all.length >= POSTMARK.length && Arrays.equals(all, 0, POSTMARK.length, POSTMARK, 0, POSTMARK.length);
    }

    private static int indexAfterLine(byte[] all) {
        int index = 0;
        while (index < all.length && all[index] != '\n') {
            index++;
        }
        return Math.min(index + 1, all.length);
    }
}
