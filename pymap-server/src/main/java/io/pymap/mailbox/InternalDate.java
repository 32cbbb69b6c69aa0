package io.pymap.mailbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * When a message came in, with the zone it was given in. RFC 9051 2.3.3. Whole seconds; smaller than an
 * {@link OffsetDateTime}, of which a large mailbox would hold a million.
 */
public record InternalDate(long epochSecond, int offsetSeconds) {

    public static InternalDate of(OffsetDateTime date) {
        return new InternalDate(date.toEpochSecond(), date.getOffset().getTotalSeconds());
    }

    /** In UTC. */
    public static InternalDate of(Instant instant) {
        return new InternalDate(instant.getEpochSecond(), 0);
    }

    public OffsetDateTime toOffsetDateTime() {
        return OffsetDateTime.ofInstant(Instant.ofEpochSecond(epochSecond), ZoneOffset.ofTotalSeconds(offsetSeconds));
    }
}
