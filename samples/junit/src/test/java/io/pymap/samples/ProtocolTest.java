package io.pymap.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.RawImapClient;
import io.pymap.fixture.RawImapClient.Reply;
import io.pymap.junit.ImapServer;
import io.pymap.junit.Mail;
import io.pymap.junit.Mailbox;
import org.junit.jupiter.api.Test;

/** The protocol itself, line by line: what does the server say to ...? */
@ImapServer
@Mailbox(messages = {@Mail(subject = "Invoice 1"), @Mail(subject = "Invoice 2", flags = "\\Flagged")})
class ProtocolTest {

    @Test
    void findsFlaggedMail(RawImapClient imap) { // it is logged in
        assertThat(imap.send("SELECT INBOX").code()).isEqualTo("READ-WRITE");

        Reply found = imap.send("UID SEARCH FLAGGED SUBJECT {7}\r\nInvoice");

        assertThat(found.status()).isEqualTo("OK");
        assertThat(found.untagged()).containsExactly("* SEARCH 2");
    }
}
