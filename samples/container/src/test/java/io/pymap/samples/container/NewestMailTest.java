package io.pymap.samples.container;

import static io.pymap.assertj.ImapAssertions.assertThat;
import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.ImapServerHandle;
import io.pymap.junit.ImapServer;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One test for both: in this process, and with {@code -Dpymap.mode=container} against the image that is deployed elsewhere. */
@ImapServer
@Tag("container")
class NewestMailTest {

    /** The code under test. */
    private static String newestSubject(Store store) throws MessagingException {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_ONLY);
        return inbox.getMessage(inbox.getMessageCount()).getSubject();
    }

    @Test
    void readsTheNewest(ImapServerHandle imap, Store store) throws MessagingException {
        imap.inbox().append(message().subject("old"), message().subject("new"));

        assertThat(newestSubject(store)).isEqualTo("new");

        assertThat(imap.transcript()).sent("EXAMINE INBOX").neverSetSeenByReading();
    }

    @Test
    void triesAgain(ImapServerHandle imap, Store store) throws MessagingException {
        imap.inbox().append(message().subject("hello"));
        imap.faults().on("EXAMINE").nth(1).no("[UNAVAILABLE] later");

        try {
            newestSubject(store);
        } catch (MessagingException unavailable) {
            assertThat(newestSubject(store)).isEqualTo("hello");
        }

        assertThat(imap.transcript()).sentTimes(2, "EXAMINE INBOX");
    }
}
