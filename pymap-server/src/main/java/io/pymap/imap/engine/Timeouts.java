package io.pymap.imap.engine;

import java.time.Duration;

/**
 * How long a session waits.
 *
 * @param login for the client to log in
 * @param idle for a command, and for DONE, after login; at least 30 minutes by RFC 9051 5.4
 * @param stalled for a client that has stopped reading
 * @param keepAlive between the signs of life that an idling client gets
 */
public record Timeouts(Duration login, Duration idle, Duration stalled, Duration keepAlive) {

    /** What a server has unless told otherwise. */
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofMinutes(2));
}
