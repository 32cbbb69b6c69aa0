package io.pymap.samples;

import static io.pymap.assertj.ImapAssertions.MESSAGE;
import static io.pymap.assertj.ImapAssertions.assertThat;

import io.pymap.fixture.Flag;
import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.Snapshot;
import io.pymap.fixture.StoredMessage;
import io.pymap.junit.As;
import io.pymap.junit.ImapServer;
import io.pymap.junit.Mail;
import io.pymap.junit.Mailbox;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Mail by annotations: UIDs with gaps, UIDVALIDITY, special use, files, and thousands of messages that are made up. */
@ImapServer(without = "MOVE")
@Mailbox(
        value = "INBOX",
        uidValidity = 4711,
        uidNext = 105,
        messages = {
            @Mail(
                    uid = 101,
                    subject = "Invoice 1",
                    flags = {"\\Seen", "$Paid"}),
            @Mail(uid = 104, eml = "/mail/invoice.eml") // 102 and 103 are gone
        })
@Mailbox(value = "Archive/2025", specialUse = "\\Archive", mbox = "/mail/2025.mbox")
@Mailbox(value = "Big", generate = 1_000, seed = 7)
class ArchiverTest {

    @Test
    @Mailbox(value = "Drafts", specialUse = "\\Drafts") // for this test only
    void archives(ImapEndpoint imap, @As("INBOX") MailboxFixture inbox, @As("Archive/2025") MailboxFixture archive)
            throws Exception {
        new MailArchiver(imap).archive(101);

        assertThat(inbox).hasUids(104);
        assertThat(archive).messages().last().extracting(StoredMessage::subject).isEqualTo("Invoice 1");
        assertThat(archive).messages().last(MESSAGE).hasFlags(Flag.SEEN).hasKeywords("$Paid");
    }

    @Nested
    class WhenItOnlyLooks { // has the server and its mail as well

        @Test
        void changesNothing(ImapServerHandle imap) throws Exception {
            Snapshot before = imap.mailbox("Big").snapshot();

            assertThat(new MailArchiver(imap.endpoint()).list("Big")).hasSize(1_000);

            assertThat(imap.mailbox("Big")).isUnchangedSince(before);
        }
    }

    /** The code under test. */
    private record MailArchiver(ImapEndpoint imap) {

        void archive(long uid) throws MessagingException {
            try (Store store = connect()) {
                Folder inbox = store.getFolder("INBOX");
                inbox.open(Folder.READ_WRITE);
                Message[] message = {((UIDFolder) inbox).getMessageByUID(uid)};
                inbox.copyMessages(message, store.getFolder("Archive/2025"));
                message[0].setFlag(jakarta.mail.Flags.Flag.DELETED, true);
                inbox.close(true);
            }
        }

        List<String> list(String name) throws MessagingException {
            try (Store store = connect()) {
                Folder folder = store.getFolder(name);
                folder.open(Folder.READ_ONLY);
                List<String> subjects = new ArrayList<>();
                for (Message message : Arrays.asList(folder.getMessages())) {
                    subjects.add(String.valueOf(message.getSubject()));
                }
                return subjects;
            }
        }

        private Store connect() throws MessagingException {
            Store store = Session.getInstance(imap.jakartaMailProperties()).getStore();
            store.connect(imap.username(), imap.password());
            return store;
        }
    }
}
