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

    private JsonNode await(ObjectNode what) {
        return await(what, atMost);
    }

    private JsonNode await(ObjectNode what, Duration longest) {
        return server.control().send("POST", "/await", what.put("atMost", longest.toString()), longest);
    }

    @Override
    public void loggedIn(String login) {
        await(Control.object().put("loggedIn", login));
    }

    @Override
    public void selected(String mailbox) {
        await(Control.object().put("selected", mailbox));
    }

    @Override
    public void idling(String mailbox) {
        await(Control.object().put("idling", mailbox));
    }

    @Override
    public void connections(int count) {
        await(Control.object().put("connections", count));
    }

    @Override
    public void noOpenConnections() {
        connections(0);
    }

    @Override
    public Exchange command(String pattern) {
        JsonNode found = await(Control.object().put("command", pattern));
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
            await(what().put("messages", count));
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
                    await(what().put("changedSince", seen), left.isNegative() ? Duration.ZERO : left);
                } catch (AwaitTimeoutError e) {
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
