package io.pymap.transcript;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that a recorder was told, in the order of all connections.
 *
 * @param number counts from 1, and goes on when the recorder forgets what has passed
 * @param text who the client is where a connection has been opened, or the remark; empty otherwise
 * @param line the line that ended, or was cut when the connection closed; none where it is no line
 * @param shown the same without secrets; none where all of it is secret
 * @param at by the server's clock
 */
public record TranscriptEvent(
        long number, Kind kind, String connection, String text, Optional<Line> line, Optional<Line> shown, Instant at) {

    public enum Kind {
        OPENED,
        LINE,
        /** A remark: what a fault has done, say. */
        NOTE,
        /** TLS has begun. */
        SECURED,
        CLOSED
    }
}
