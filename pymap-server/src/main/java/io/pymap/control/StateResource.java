package io.pymap.control;

import static io.pymap.control.ControlledServer.allowed;
import static io.pymap.control.ControlledServer.done;

import io.pymap.fixture.Seed;
import io.pymap.fixture.ServerState;
import io.pymap.fixture.TestClock;
import io.pymap.imap.Capabilities;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Capabilities, tokens, time, and states to come back to. */
final class StateResource {

    /** As good as without end, and within what an instant can say. */
    private static final Duration CENTURY = Duration.ofDays(36_525);

    private final ControlledServer server;
    private final ServerState atFirst;
    private final Map<String, ServerState> snapshots = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    StateResource(ControlledServer server) {
        this.server = server;
        this.atFirst = server.fixture().state();
    }

    record CapabilityChange(
            Optional<List<String>> with,
            Optional<List<String>> without,
            Optional<List<String>> hidden,
            Optional<String> user,
            Optional<Boolean> beforeLogin,
            Optional<Boolean> afterLogin) {}

    record TokenWanted(Optional<String> login, Optional<String> expiresIn) {}

    record Token(String token) {}

    record Clock(String now, boolean standsStill) {}

    record Leap(Optional<String> advance, Optional<String> advanceTo) {}

    record Snapshot(String id) {}

    Answer changeCapabilities(Request request) {
        CapabilityChange change = request.json(CapabilityChange.class);
        Capabilities scope = scope(change);
        allowed(() -> {
            change.with().ifPresent(names -> scope.with(names.toArray(String[]::new)));
            change.without().ifPresent(names -> scope.without(names.toArray(String[]::new)));
            change.hidden().ifPresent(names -> scope.hidden(names.toArray(String[]::new)));
            return scope;
        });
        return Answer.nothing();
    }

    private Capabilities scope(CapabilityChange change) {
        Capabilities all = server.fixture().capabilities();
        boolean before = change.beforeLogin().orElse(false);
        boolean after = change.afterLogin().orElse(false);
        int scopes = (before ? 1 : 0) + (after ? 1 : 0) + (change.user().isPresent() ? 1 : 0);
        if (scopes > 1) {
            throw Problem.malformed("Expected one of \"user\", \"beforeLogin\" and \"afterLogin\", or none");
        }
        if (before) {
            return all.beforeLogin();
        }
        return after ? all.afterLogin() : change.user().map(all::user).orElse(all);
    }

    Answer resetCapabilities(Request request) {
        server.fixture().capabilities().reset();
        return Answer.nothing();
    }

    Answer issueToken(Request request) {
        TokenWanted wanted = request.json(TokenWanted.class);
        Duration lifetime = wanted.expiresIn().map(StateResource::duration).orElse(CENTURY);
        String login = wanted.login()
                .map(name -> server.account(name).login())
                .orElseGet(() -> done(() -> server.fixture().account().login()));
        return Answer.created(new Token(server.fixture().tokens().issue(login, lifetime)));
    }

    static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.isNegative() || duration.compareTo(CENTURY) > 0) {
                throw Problem.notAllowed("Expected a duration of 0 up to a hundred years, got " + text);
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw Problem.notAllowed("Expected a duration such as PT10S (ISO 8601), got " + text);
        }
    }

    Answer revokeToken(Request request) {
        server.fixture().tokens().revoke(request.variable("token"));
        return Answer.nothing();
    }

    Answer clock(Request request) {
        return Answer.ok(new Clock(
                server.fixture().clock().now().toString(), !server.fixture().timePasses()));
    }

    Answer advanceClock(Request request) {
        Leap leap = request.json(Leap.class);
        if (leap.advance().isPresent() == leap.advanceTo().isPresent()) {
            throw Problem.malformed("Expected either \"advance\" or \"advanceTo\"");
        }
        TestClock clock = server.fixture().clock();
        allowed(() -> leap.advance()
                .map(time -> clock.advance(duration(time)))
                .orElseGet(() -> clock.advanceTo(instant(leap.advanceTo().orElseThrow()))));
        return clock(request);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.notAllowed("Expected an instant such as 2026-01-01T00:00:00Z (ISO 8601), got " + text);
        }
    }

    Answer seed(Request request) {
        if (!request.contentType().equals(Request.JSON)) {
            throw Request.unsupported(Request.JSON);
        }
        Json.check(request.body());
        allowed(() -> {
            Seed seed = Seed.inline(new String(request.body(), StandardCharsets.UTF_8), "seed");
            seed.accept(server.fixture());
            return seed;
        });
        return Answer.nothing();
    }

    Answer save(Request request) {
        String id = Integer.toString(numbers.incrementAndGet());
        snapshots.put(id, server.fixture().state());
        return Answer.created(new Snapshot(id));
    }

    Answer restore(Request request) {
        String id = request.variable("id");
        ServerState state =
                Optional.ofNullable(snapshots.get(id)).orElseThrow(() -> Problem.notFound("No snapshot " + id));
        if (request.isSet("mailOnly")) {
            server.fixture().restoreMail(state);
        } else {
            server.fixture().restore(state);
        }
        return Answer.nothing();
    }

    Answer forget(Request request) {
        String id = request.variable("id");
        ServerState state =
                Optional.ofNullable(snapshots.remove(id)).orElseThrow(() -> Problem.notFound("No snapshot " + id));
        server.fixture().forget(state);
        return Answer.nothing();
    }

    Answer reset(Request request) {
        server.fixture().restore(atFirst);
        return Answer.nothing();
    }
}
