package io.pymap.control.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pymap.fixture.Await;
import io.pymap.fixture.AwaitTimeoutError;
import io.pymap.fixture.MailboxAwait;
import io.pymap.fixture.MailboxFixture;
import io.pymap.transcript.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;

/** Waits for the events of a server in another process: it is the server that waits. */
record RemoteAwait(RemoteImapServer server, Duration atMost) implements Await {

    private static final InstantSource REAL_TIME = InstantSource.system();

    /** @param what for the message, where the thread is interrupted; else the server writes it */
    private JsonNode await(String what, ObjectNode event, Duration longest) {
        try {
            return server.control().send("POST", "/await", event.put("atMost", longest.toString()), longest);
        } catch (AwaitTimeoutError e) {
            throw Thread.currentThread().isInterrupted()
                    ? new AwaitTimeoutError("Interrupted while waiting for " + what + ".")
                    : e;
        }
    }

    @Override
    public void loggedIn(String login) {
        await("a client that is logged in as " + login, Control.object().put("loggedIn", login), atMost);
    }

    @Override
    public void selected(String mailbox) {
        await("a client that has selected " + mailbox, Control.object().put("selected", mailbox), atMost);
    }

    @Override
    public void idling(String mailbox) {
        await("a client that idles in " + mailbox, Control.object().put("idling", mailbox), atMost);
    }

    @Override
    public void connections(int count) {
        await(count + " open connections", Control.object().put("connections", count), atMost);
    }

    @Override
    public void noOpenConnections() {
        connections(0);
    }

    @Override
    public Exchange command(String pattern) {
        JsonNode found = await(
                "the command " + pattern + " to be answered", Control.object().put("command", pattern), atMost);
        return server.transcript().exchanges().stream()
                .filter(exchange ->
                        exchange.connection().equals(found.path("connection").asText())
                                && exchange.tag().equals(found.path("tag").asText()))
                .findFirst()
                .orElseThrow(() -> new AwaitTimeoutError("The transcript has been cleared meanwhile: " + pattern));
    }

    @Override
    public MailboxAwait mailbox(String path) {
        return new OfMailbox(new RemoteMailbox((RemoteAccount) server.account(), path));
    }

    @Override
    public MailboxAwait mailbox(String login, String path) {
        return new OfMailbox(new RemoteMailbox((RemoteAccount) server.account(login), path));
    }

    private final class OfMailbox implements MailboxAwait {

        private final RemoteMailbox mailbox;

        OfMailbox(RemoteMailbox mailbox) {
            this.mailbox = mailbox;
        }

        private ObjectNode what() {
            return Control.object()
                    .put("mailbox", mailbox.path())
                    .put("login", mailbox.account().login());
        }

        @Override
        public MailboxFixture hasMessages(int count) {
            await(mailbox.path() + " to have " + count + " messages", what().put("messages", count), atMost);
            return mailbox;
        }

        /** Looks after each change that the server tells of. */
        @Override
        public MailboxFixture has(String what, Predicate<? super MailboxFixture> condition) {
            Instant end = REAL_TIME.instant().plus(atMost);
            long seen = 0;
            while (true) {
                Duration left = Duration.between(REAL_TIME.instant(), end);
                try {
                    await(what, what().put("changedSince", seen), left.isNegative() ? Duration.ZERO : left);
                } catch (AwaitTimeoutError e) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                    throw new AwaitTimeoutError("Waited " + atMost.toMillis() + " ms for " + mailbox.path()
                            + " to have " + what + "." + rest(String.valueOf(e.getMessage())));
                }
                seen = mailbox.highestModSeq(); // ahead of the look, so that no change is missed
                if (condition.test(mailbox)) {
                    return mailbox;
                }
            }
        }

        /** What the server tells behind the line that says what was waited for. */
        private static String rest(String message) {
            int end = message.indexOf('\n');
            return end < 0 ? "" : message.substring(end);
        }
    }
}
