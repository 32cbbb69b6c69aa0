package io.pymap.samples;

import static io.pymap.assertj.ImapAssertions.assertThat;

import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.Snapshot;
import io.pymap.junit.ImapServer;
import io.pymap.junit.Mailbox;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Reading must not mark as read: the mailbox is the same afterwards, and the client never asked for anything else. */
@ImapServer
@Mailbox(generate = 50)
class PoliteReaderTest {

    @Test
    void leavesUnreadWhatItReads(ImapServerHandle imap) throws Exception {
        Snapshot before = imap.inbox().snapshot();

        assertThat(sizeOfEverything(imap.endpoint())).isPositive();

        assertThat(imap.inbox()).isUnchangedSince(before);
        assertThat(imap.transcript())
                .neverSetSeenByReading()
                .neverSent("*STORE *")
                .sent("FETCH * (BODY.PEEK[*]*)")
                .hasNoBadResponses();
    }

    /** The code under test. */
    private static long sizeOfEverything(ImapEndpoint imap) throws Exception {
        Properties properties = imap.jakartaMailProperties();
        properties.setProperty("mail.imap.peek", "true"); // without it, the test fails
        try (Store store = Session.getInstance(properties).getStore()) {
            store.connect(imap.username(), imap.password());
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            long size = 0;
            for (Message message : inbox.getMessages()) {
                size += message.getInputStream().readAllBytes().length;
            }
            return size;
        }
    }
}
