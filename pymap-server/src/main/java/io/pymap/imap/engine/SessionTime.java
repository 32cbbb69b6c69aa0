package io.pymap.imap.engine;

import io.pymap.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a session has lasted and been quiet, and what is due for that. Of the session's turns. */
final class SessionTime {

    private final Timers timers;
    private final Timeouts timeouts;
    private final Instant begun;
    private Instant lastActivity;
    private Instant lastSignOfLife;

    SessionTime(Timers timers, Timeouts timeouts) {
        this.timers = timers;
        this.timeouts = timeouts;
        this.begun = timers.instant();
        this.lastActivity = begun;
        this.lastSignOfLife = begun;
    }

    /** The client does something. */
    void active() {
        lastActivity = timers.instant();
    }

    /** The client hears something while it waits. */
    void signOfLife() {
        lastSignOfLife = timers.instant();
    }

    /**
     * How long nothing can be due.
     *
     * @param patience with a client that does nothing
     */
    Duration untilNextLook(Duration patience, boolean idling) {
        Instant now = timers.instant();
        // A look now and then even so: an IDLE may begin before the client's patience ends.
        Duration most = idling ? Duration.between(now, nextSign()) : timeouts.keepAlive();
        Duration left = Duration.between(now, end(patience));
        Duration least = left.compareTo(most) < 0 ? left : most;
        return least.isNegative() || least.isZero() ? Duration.ofMillis(1) : least;
    }

    /** Whether a client that idles should hear that the server is there. RFC 9051 5.4. */
    boolean signIsDue() {
        return !timers.instant().isBefore(nextSign());
    }

    /** What the session ends for by now, if it does. */
    Optional<String> reasonToEnd(Duration patience) {
        Instant now = timers.instant();
        if (over().filter(end -> !now.isBefore(end)).isPresent()) {
            return Optional.of("connected for too long");
        }
        return now.isBefore(end(patience)) ? Optional.empty() : Optional.of("idle for too long");
    }

    private Instant nextSign() {
        return lastSignOfLife.plus(timeouts.keepAlive());
    }

    private Instant end(Duration patience) {
        Instant tired = lastActivity.plus(patience);
        return over().filter(tired::isAfter).orElse(tired);
    }

    /** When it ends, whatever the client does. */
    private Optional<Instant> over() {
        return timeouts.session().map(begun::plus);
    }
}
