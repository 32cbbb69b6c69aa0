package io.pymap.assertj;

import static io.pymap.assertj.BDDImapAssertions.then;
import static io.pymap.assertj.ImapAssertions.MESSAGE;
import static io.pymap.assertj.ImapAssertions.assertThat;
import static io.pymap.assertj.ImapAssertions.assertThatThrownBy;
import static io.pymap.fixture.MessageSpec.message;
import static io.pymap.fixture.MessageSpec.raw;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.Flag;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.Snapshot;
import io.pymap.fixture.StoredMessage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailboxAssertTest {

    private final EmbeddedImapServer server =
            EmbeddedImapServer.builder().account("bob", "pw").start();
    private final MailboxFixture inbox = server.inbox();

    @BeforeEach
    void seed() {
        inbox.append(
                message()
                        .uid(101)
                        .subject("Invoice 1")
                        .flags(Flag.SEEN)
                        .keyword("$Paid")
                        .text("Pay"),
                message().uid(104).subject("Grüße"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static ThrowableAssertAlternative<? extends Throwable> assertFails(ThrowingCallable assertion) {
        return org.assertj.core.api.Assertions.assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion);
    }

    @Test
    void passesWhereItIsSo() {
        assertThat(inbox)
                .hasUids(104, 101)
                .hasMessageCount(2)
                .hasUnseenCount(1)
                .isNotEmpty()
                .hasFlags(101, Flag.SEEN)
                .hasUidNext(105)
                .hasUidValidity(inbox.uidValidity());
        assertThat(inbox).messages().last().extracting(StoredMessage::subject).isEqualTo("Grüße");
        assertThat(inbox).messages().element(0, MESSAGE).isSeen();
        assertThat(inbox)
                .message(101)
                .hasUid(101)
                .hasSubject("Invoice 1")
                .hasHeader("subject", "Invoice 1")
                .hasFlags(Flag.SEEN)
                .hasKeywords("$paid")
                .hasNoneOf(Flag.DELETED, Flag.DRAFT)
                .hasOctets(inbox.message(101).raw())
                .text()
                .isEqualTo("Pay");
        assertThat(inbox.message(104)).isUnseen();
        assertThat((Object) inbox).asInstanceOf(ImapAssertions.MAILBOX).hasMessageCount(2);
        then(inbox).hasMessageCount(2);
        then(inbox.message(104)).isUnseen();
        assertThat(server.account().create("Empty")).isEmpty();
    }

    @Test
    void showsWhatIsThere() {
        assertFails(() -> assertThat(inbox).hasUids(101, 102))
                .withMessageContaining("Expected the UIDs [101, 102] in mailbox INBOX of bob but there are\n"
                        + "  StoredMessage[uid 101 [$Paid, \\Seen] \"Invoice 1\", ")
                .withMessageContaining("StoredMessage[uid 104 [] \"Grüße\", ");
        assertFails(() -> assertThat(inbox).isEmpty()).withMessageContaining("Expected 0 messages in mailbox INBOX");
        assertFails(() -> assertThat(inbox).hasUnseenCount(2)).withMessageContaining("Expected 2 unseen messages");
        assertFails(() -> assertThat(inbox).hasUidNext(7)).withMessageContaining("Expected UIDNEXT 7 of mailbox INBOX");
        assertFails(() -> assertThat(inbox).hasUidValidity(1)).withMessageContaining("Expected UIDVALIDITY 1 of");
        assertFails(() -> assertThat(server.account().create("Empty")).isNotEmpty())
                .withMessageContaining("Expected a message in mailbox Empty of bob but there is none");
        assertFails(() -> assertThat(inbox).message(104).isSeen())
                .withMessageContaining("Expected the flags [\\Seen] but [\\Seen] are not set on StoredMessage[uid 104");
        assertFails(() -> assertThat(inbox).message(101).isUnseen())
                .withMessageContaining("Expected none of the flags [\\Seen] but there are [\\Seen]");
        assertFails(() -> assertThat(inbox).message(101).hasSubject("x"))
                .withMessageContaining("Expected the subject \"x\" but it is \"Invoice 1\"");
        assertFails(() -> assertThat(inbox).message(101).hasOctets(new byte[3]))
                .withMessageContaining("Expected 3 other octets");
        assertThatThrownBy(() -> assertThat(inbox).message(7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No message with UID 7 in INBOX; there are [101, 104]");
    }

    @Test
    void noticesEveryChange() {
        Snapshot before = inbox.snapshot();
        assertThat(inbox).isUnchangedSince(before);

        inbox.flag(104, Flag.SEEN).keyword(104, "$Junk").unflag(101, Flag.SEEN);
        inbox.append(raw("x".getBytes(US_ASCII)).uid(200));
        inbox.expunge(104);

        assertFails(() -> assertThat(inbox).isUnchangedSince(before)).withMessage("""
                Expected no change of mailbox INBOX of bob but
                  UID 101 "Invoice 1" lost \\Seen
                  UID 104 "Grüße" is gone
                  UID 200 "" is new
                  UIDNEXT was 105 and is 201""");
    }

    @Test
    void noticesWhatWasChangedBack() {
        Snapshot before = inbox.snapshot();

        inbox.flag(104, Flag.SEEN).unflag(104, Flag.SEEN);

        assertFails(() -> assertThat(inbox).isUnchangedSince(before))
                .withMessageContaining("UID 104 \"Grüße\" was changed and changed back: its mod-sequence was ");
    }

    @Test
    void noticesANewUidValidity() {
        Snapshot before = inbox.snapshot();

        inbox.newUidValidity();

        assertFails(() -> assertThat(inbox).isUnchangedSince(before))
                .withMessageContaining("UIDVALIDITY was " + before.uidValidity());
    }

    @Test
    void isSoft() {
        ImapSoftAssertions softly = new ImapSoftAssertions();

        softly.assertThat(inbox).isEmpty().hasMessageCount(2);
        softly.assertThat(inbox.message(104)).isSeen();

        assertThat(softly.errorsCollected()).hasSize(2);
    }
}
