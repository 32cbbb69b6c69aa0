package io.pymap.server;

import io.pymap.imap.engine.SessionListener;
import io.pymap.metrics.CompletedCommand;
import io.pymap.metrics.ServerMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells metrics of what sessions do, and then another listener. */
final class MeasuredSessions implements SessionListener {

    private static final Set<String> LOGINS = Set.of("LOGIN", "AUTHENTICATE");

    private final ServerMetrics metrics;
    private final InstantSource clock;
    private final SessionListener next;
    private final Map<String, Running> running = new ConcurrentHashMap<>(); // the command of each session

    /** @param since nothing where the client was waited for */
    private record Running(String command, Optional<Instant> since) {}

    MeasuredSessions(ServerMetrics metrics, InstantSource clock, SessionListener next) {
        this.metrics = metrics;
        this.clock = clock;
        this.next = next;
    }

    @Override
    public void opened(String session) {
        next.opened(session);
    }

    @Override
    public void authenticated(String session, String user) {
        next.authenticated(session, user);
    }

    @Override
    public void unauthenticated(String session) {
        next.unauthenticated(session);
    }

    @Override
    public void selected(String session, String mailbox) {
        next.selected(session, mailbox);
    }

    @Override
    public void unselected(String session) {
        next.unselected(session);
    }

    @Override
    public void commandStarted(String session, String tag, String command) {
        running.put(session, new Running(command, Optional.of(clock.instant())));
        next.commandStarted(session, tag, command);
    }

    @Override
    public void awaitsClient(String session, String tag, String command) {
        running.put(session, new Running(command, Optional.empty()));
        next.awaitsClient(session, tag, command);
    }

    @Override
    public void commandCompleted(String session, String tag, String command, String status) {
        Running known = running.remove(session); // null for a word that is no command: such a one never starts
        if (known == null) {
            metrics.commandCompleted(new CompletedCommand(CompletedCommand.OTHER, status, Optional.empty()));
        } else {
            Optional<Duration> time = known.since().map(since -> Duration.between(since, clock.instant()));
            metrics.commandCompleted(new CompletedCommand(known.command(), status, time));
            countLogin(known.command(), status);
        }
        next.commandCompleted(session, tag, command, status);
    }

    private void countLogin(String command, String status) {
        if (!LOGINS.contains(command)) {
            return;
        }
        if (status.equals("OK")) {
            metrics.loginSucceeded();
        } else if (status.equals("NO")) {
            metrics.loginFailed();
        }
    }

    @Override
    public void commandFailed(String session, String command) {
        metrics.failed(ServerMetrics.Failure.COMMAND);
        next.commandFailed(session, command);
    }

    @Override
    public void ended(String session) {
        next.ended(session);
    }

    @Override
    public void closed(String session) {
        running.remove(session);
        next.closed(session);
    }
}
