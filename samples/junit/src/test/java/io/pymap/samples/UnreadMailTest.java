package io.pymap.samples;

import static io.pymap.assertj.ImapAssertions.assertThat;
import static io.pymap.fixture.MessageSpec.message;

import io.pymap.fixture.Flag;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.junit.Attach;
import io.pymap.junit.ImapServer;
import jakarta.mail.Folder;
import jakarta.mail.Store;
import org.junit.jupiter.api.Test;

@ImapServer(attachTranscript = Attach.ALWAYS) // own server, own port, own account for every test
class UnreadMailTest {

    @Test
    void countsUnreadMail(ImapServerHandle imap, Store store) throws Exception { // the store is connected
        imap.inbox()
                .append(
                        message().from("Ann <ann@example.org>").subject("hello").text("Are you there?"),
                        message().subject("old").flags(Flag.SEEN).internalDate("2020-02-29T23:59:58+13:00"));

        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_ONLY);

        assertThat(inbox.getUnreadMessageCount()).isEqualTo(1);
        assertThat(inbox.getMessage(1).getSubject()).isEqualTo("hello");
        assertThat(imap.inbox().message(1).has(Flag.SEEN)).isFalse(); // looking at it has not marked it
        assertThat(imap.transcript())
                .sent("EXAMINE INBOX")
                .neverSent("SELECT *")
                .hasNoBadResponses();
    }
}
