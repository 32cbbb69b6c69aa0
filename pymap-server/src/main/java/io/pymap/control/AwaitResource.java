package io.pymap.control;

import static io.pymap.control.ControlledServer.allowed;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.pymap.fixture.Await;
import io.pymap.fixture.AwaitTimeoutError;
import io.pymap.fixture.MailboxAwait;
import io.pymap.transcript.Exchange;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Waits until a client has done something. */
record AwaitResource(ControlledServer server) {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** One of these, and how long at most. */
    record Wanted(
            Optional<String> loggedIn,
            Optional<String> selected,
            Optional<String> idling,
            Optional<Integer> connections,
            Optional<String> command,
            Optional<String> mailbox,
            Optional<String> login,
            Optional<Integer> messages,
            Optional<Long> changedSince,
            Optional<String> atMost) {

        private boolean isOne() {
            return Stream.of(loggedIn, selected, idling, connections, command, mailbox)
                                    .filter(Optional::isPresent)
                                    .count()
                            == 1
                    && mailbox.isPresent() == (messages.isPresent() != changedSince.isPresent())
                    && (mailbox.isPresent() || (login.isEmpty() && messages.isEmpty()));
        }
    }

    record Found(String connection, String tag) {}

    Answer await(Request request) {
        Wanted wanted = request.json(Wanted.class);
        if (!wanted.isOne()) {
            throw Problem.malformed("Expected one of loggedIn, selected, idling, connections, command, and mailbox with"
                    + " messages or changedSince");
        }
        Duration atMost =
                wanted.atMost().map(StateResource::duration).orElseGet(() -> Duration.ofSeconds(Await.DEFAULT_SECONDS));
        if (atMost.compareTo(LONGEST) > 0) {
            throw Problem.notAllowed("Expected atMost of " + LONGEST + " or less");
        }
        try {
            return allowed(() -> await(wanted, server.fixture().await(atMost)));
        } catch (AwaitTimeoutError e) {
            throw new Problem(HttpResponseStatus.REQUEST_TIMEOUT, String.valueOf(e.getMessage()));
        }
    }

    private Answer await(Wanted wanted, Await await) {
        wanted.loggedIn().ifPresent(await::loggedIn);
        wanted.selected().ifPresent(await::selected);
        wanted.idling().ifPresent(await::idling);
        wanted.connections().ifPresent(await::connections);
        wanted.mailbox().ifPresent(path -> mailbox(wanted, path, await));
        Optional<Exchange> answered = wanted.command().map(await::command);
        return Answer.ok(answered.<Object>map(exchange -> new Found(exchange.connection(), exchange.tag()))
                .orElse(Map.of()));
    }

    private static void mailbox(Wanted wanted, String path, Await await) {
        MailboxAwait mailbox =
                wanted.login().map(login -> await.mailbox(login, path)).orElseGet(() -> await.mailbox(path));
        wanted.messages().ifPresent(mailbox::hasMessages);
        wanted.changedSince()
                .ifPresent(
                        modSeq -> mailbox.has("changes since " + modSeq, changed -> changed.highestModSeq() > modSeq));
    }
}
