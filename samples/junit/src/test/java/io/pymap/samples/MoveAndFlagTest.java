package io.pymap.samples;

import static io.pymap.assertj.ImapAssertions.assertThat;

import io.pymap.fixture.Flag;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.StoredMessage;
import io.pymap.junit.As;
import io.pymap.junit.ImapServer;
import io.pymap.junit.Mail;
import io.pymap.junit.Mailbox;
import io.pymap.transcript.Transcript;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Store;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@ImapServer
@Mailbox("Archive")
@Mailbox(
        messages = {
            @Mail(uid = 101, from = "shop@example.org", subject = "Invoice 1", flags = "\\Seen"),
            @Mail(uid = 104, from = "ann@example.org", subject = "Lunch?") // 102 and 103 are gone
        })
class MoveAndFlagTest {

    @Test
    void flagsMail(Store store, MailboxFixture inbox) throws Exception {
        try (Folder folder = open(store)) {
            ((IMAPFolder) folder).getMessageByUID(104).setFlag(Flags.Flag.FLAGGED, true);
        }

        assertThat(inbox.message(104).has(Flag.FLAGGED)).isTrue();
        assertThat(inbox.message(101).flags()).containsExactly("\\Seen");
    }

    @Test
    void movesMailToTheArchive(Store store, MailboxFixture inbox, @As("Archive") MailboxFixture archive)
            throws Exception {
        moveInvoice(store);

        assertThat(inbox.uids()).containsExactly(104L);
        assertThat(archive.messages()).extracting(StoredMessage::subject).containsExactly("Invoice 1");
    }

    /** The same mail, on a server that lacks an extension. */
    @Nested
    @ImapServer(without = "MOVE")
    class WithoutMove {

        @Test
        void copiesAndDeletes(Store store, Transcript transcript, @As("Archive") MailboxFixture archive)
                throws Exception {
            moveInvoice(store);

            assertThat(archive.messages()).extracting(StoredMessage::subject).containsExactly("Invoice 1");
            assertThat(transcript).sent("COPY 1 Archive").neverSent("MOVE *");
        }
    }

    /** The code under test: it knows MOVE, and what to do without. */
    private static void moveInvoice(Store store) throws Exception {
        try (Folder folder = open(store)) {
            Message[] invoice = {((IMAPFolder) folder).getMessageByUID(101)};
            Folder archive = store.getFolder("Archive");
            if (((IMAPStore) store).hasCapability("MOVE")) {
                ((IMAPFolder) folder).moveMessages(invoice, archive);
            } else {
                folder.copyMessages(invoice, archive);
                folder.setFlags(invoice, new Flags(Flags.Flag.DELETED), true);
            }
        }
    }

    private static Folder open(Store store) throws Exception {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_WRITE);
        return inbox;
    }
}
