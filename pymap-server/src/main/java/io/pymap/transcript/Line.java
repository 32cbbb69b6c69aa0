package io.pymap.transcript;

import java.time.Instant;
import java.util.Arrays;

/**
 * A line of the protocol, or the octets of a literal (RFC 9051 4.3).
 *
 * @param connection the id of its connection
 * @param fromClient who sent it
 * @param literal whether these are the octets of a literal, which the line before has announced
 * @param hasty whether a client that had announced a literal sent it before the server had asked for it or refused it
 * @param secure whether it passed under TLS
 * @param octets exactly as they passed, with CRLF at the end of a line; nobody changes the array
 * @param at when the last of them passed, by the server's clock, which a test may have turned
 * @param realAt the same by the clock of the machine
 */
public record Line(
        String connection,
        boolean fromClient,
        boolean literal,
        boolean hasty,
        boolean secure,
        byte[] octets,
        Instant at,
        Instant realAt) {

    /** The octets as text, without the end of the line. Octets that are no text show as {@code \xNN}. */
    public String text() {
        return PrintedOctets.text(withoutEnd());
    }

    private byte[] withoutEnd() {
        int end = octets.length;
        if (!literal && end > 0 && octets[end - 1] == '\n') {
            end -= end > 1 && octets[end - 2] == '\r' ? 2 : 1;
        }
        return Arrays.copyOf(octets, end);
    }

    Line withOctets(byte[] other) {
        return new Line(connection, fromClient, literal, hasty, secure, other, at, realAt);
    }

    /** Says who and how much, not what: a line may hold a password. */
    @Override
    public String toString() {
        return "Line[connection " + connection + (fromClient ? ", client, " : ", server, ") + octets.length
                + " octets]";
    }
}
