package io.pymap.samples;

import static io.pymap.assertj.ImapAssertions.assertThat;
import static io.pymap.fixture.MessageSpec.message;

import io.pymap.fixture.Flag;
import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.StoredMessage;
import io.pymap.fixture.Tls;
import io.pymap.junit.ImapServerExtension;
import io.pymap.junit.On;
import io.pymap.transcript.Transcript;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two servers in one test: mail goes from one to the other. */
class MigrationTest {

    @RegisterExtension
    static final ImapServerExtension SOURCE = ImapServerExtension.builder()
            .name("source")
            .tls(Tls.IMPLICIT)
            .account("bob", "old password")
            .seed(MigrationTest::twelveMessages)
            .build();

    @RegisterExtension
    static final ImapServerExtension TARGET = ImapServerExtension.builder()
            .name("target")
            .without("UIDPLUS", "MOVE")
            .account("bob", "new password")
            .build();

    private static void twelveMessages(ImapServerHandle imap) {
        for (int number = 1; number <= 12; number++) {
            imap.inbox().append(message().subject("Message " + number));
        }
        imap.inbox().flag(7, Flag.FLAGGED);
    }

    @Test
    void copiesAll(@On("source") Transcript read, @On("target") Transcript write) throws Exception {
        copyInbox(SOURCE.endpoint(), TARGET.endpoint());

        assertThat(read).sent("EXAMINE INBOX").neverSent("*STORE *"); // reading changes nothing
        assertThat(write).sentTimes(12, "APPEND INBOX *").hasNoBadResponses();
        assertThat(TARGET.server().inbox().messages())
                .hasSize(12)
                .filteredOn(copy -> copy.has(Flag.FLAGGED))
                .extracting(StoredMessage::subject)
                .containsExactly("Message 7");
    }

    /** The code under test. */
    private static void copyInbox(ImapEndpoint source, ImapEndpoint target) throws MessagingException {
        try (Store from = connect(source);
                Store to = connect(target)) {
            Folder inbox = from.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            to.getFolder("INBOX").appendMessages(inbox.getMessages());
        }
    }

    private static Store connect(ImapEndpoint endpoint) throws MessagingException {
        Store store = Session.getInstance(endpoint.jakartaMailProperties()).getStore();
        store.connect(endpoint.username(), endpoint.password());
        return store;
    }
}
