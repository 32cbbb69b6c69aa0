package io.pymap.migration;

import static io.pymap.fixture.MessageSpec.message;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.Snapshot;

/** The same test as it is. With JUnit, {@code @ImapServer} starts and stops the server. */
final class AfterWithPymap {

    private AfterWithPymap() {}

    static void countsUnreadMail() throws Exception {
        try (EmbeddedImapServer imap =
                EmbeddedImapServer.builder().account("bob", "secret").start()) {
            imap.inbox()
                    .append(message().from("ann@example.org").subject("hello").text("Are you there?"));
            Snapshot before = imap.inbox().snapshot();

            ImapEndpoint endpoint = imap.endpoint();
            int unread = UnreadMail.count(endpoint.host(), endpoint.port(), "bob", "secret");

            check(unread == 1);
            check(imap.inbox().messages().size() == 1);
            check(before.differences(imap.inbox().snapshot()).isEmpty());
        }
    }

    private static void check(boolean fact) {
        if (!fact) {
            throw new AssertionError("not so");
        }
    }
}
