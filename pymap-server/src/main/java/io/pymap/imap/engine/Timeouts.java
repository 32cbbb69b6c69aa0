package io.pymap.imap.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a session waits, and lasts.
 *
 * @param login for the client to log in
 * @param idle for a command, and for DONE, after login; at least 30 minutes by RFC 9051 5.4
 * @param stalled for a client that has stopped reading
 * @param keepAlive between the signs of life that an idling client gets
 * @param session from its greeting to its end, whatever the client does; none for as long as the client likes
 */
public record Timeouts(
        Duration login, Duration idle, Duration stalled, Duration keepAlive, Optional<Duration> session) {

    /** What a server has unless told otherwise. */
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofMinutes(1),
            Duration.ofMinutes(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Optional.empty());

    public Timeouts withLogin(Duration time) {
        return new Timeouts(time, idle, stalled, keepAlive, session);
    }

    public Timeouts withIdle(Duration time) {
        return new Timeouts(login, time, stalled, keepAlive, session);
    }

    public Timeouts withKeepAlive(Duration time) {
        return new Timeouts(login, idle, stalled, time, session);
    }

    public Timeouts withSession(Duration time) {
        return new Timeouts(login, idle, stalled, keepAlive, Optional.of(time));
    }
}
