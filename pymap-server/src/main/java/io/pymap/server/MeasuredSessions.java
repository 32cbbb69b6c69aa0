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

/** Tells metrics of what sessions do. */
final class MeasuredSessions implements SessionListener {

    private static final Set<String> LOGINS = Set.of("LOGIN", "AUTHENTICATE");

    private final ServerMetrics metrics;
    private final InstantSource clock;
    private final Map<String, Running> running = new ConcurrentHashMap<>(); // the command of each session

    /** @param since nothing where the client was waited for */
    private record Running(String command, Optional<Instant> since) {}

    MeasuredSessions(ServerMetrics metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void commandStarted(String session, String tag, String command) {
        running.put(session, new Running(command, Optional.of(clock.instant())));
    }

    @Override
    public void awaitsClient(String session, String tag, String command) {
        running.put(session, new Running(command, Optional.empty()));
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
    }

    @Override
    public void closed(String session) {
        running.remove(session);
    }
}
