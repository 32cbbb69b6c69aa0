package io.pymap.samples;

import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.StoredMessage;
import io.pymap.fixture.TestClock;
import io.pymap.junit.As;
import io.pymap.junit.ImapServer;
import io.pymap.junit.Mailbox;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;

/** Time passes when the test says so, and mail grows old. */
@ImapServer
@Mailbox("Junk")
class JunkSweeperTest {

    @Test
    void deletesJunkThatIsOlderThanAMonth(ImapEndpoint imap, TestClock clock, @As("Junk") MailboxFixture junk)
            throws Exception {
        junk.append(message().subject("Win a car"));
        clock.advance(Duration.ofDays(40));
        junk.append(message().subject("Win a boat"));

        sweep(imap, clock.now());

        assertThat(junk.messages()).extracting(StoredMessage::subject).containsExactly("Win a boat");
    }

    /** The code under test: it is told what time it is. */
    private static void sweep(ImapEndpoint imap, Instant now) throws MessagingException {
        Date monthAgo = Date.from(now.minus(Duration.ofDays(30)));
        try (Store store = Session.getInstance(imap.jakartaMailProperties()).getStore()) {
            store.connect(imap.username(), imap.password());
            Folder junk = store.getFolder("Junk");
            junk.open(Folder.READ_WRITE);
            Message[] old = junk.search(new ReceivedDateTerm(ComparisonTerm.LT, monthAgo));
            junk.setFlags(old, new Flags(Flags.Flag.DELETED), true);
            junk.close(true);
        }
    }
}
