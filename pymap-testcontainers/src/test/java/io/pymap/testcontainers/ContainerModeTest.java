package io.pymap.testcontainers;

import static io.pymap.assertj.ImapAssertions.assertThat;
import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.RawImapClient;
import io.pymap.fixture.Scope;
import io.pymap.junit.ImapServer;
import io.pymap.junit.ImapUser;
import io.pymap.junit.Mail;
import io.pymap.junit.Mailbox;
import io.pymap.junit.Mode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same tests in both modes. What a test leaves behind, the next one does not find. */
@Tag("container")
class ContainerModeTest {

    abstract static class Tests {

        @Test
        void hasMailAndATranscript(ImapServerHandle imap, RawImapClient client) {
            imap.inbox().append(message().subject("hello"));

            client.send("SELECT INBOX");
            assertThat(client.send("MOVE 1 Archive").status()).isEqualTo("BAD");

            assertThat(imap.inbox().message(1).subject()).isEqualTo("hello");
            assertThat(imap.transcript()).sent("SELECT INBOX").neverSent("FETCH *");
        }

        @RepeatedTest(2)
        @Mailbox(value = "Archive", messages = @Mail(subject = "old", uid = 7))
        void findsWhatAnnotationsSay(ImapServerHandle imap) {
            assertThat(imap.mailbox("Archive").uids()).containsExactly(7L);
            assertThat(imap.inbox().uids()).isEmpty();
            assertThat(imap.faults().rules()).isEmpty();
            imap.inbox().append(message());
            imap.faults().on("NOOP").no("left behind").remove();
        }
    }

    @Nested
    @ImapServer(without = "MOVE", users = @ImapUser(name = "bob"))
    class InProcess extends Tests {}

    @Nested
    @ImapServer(mode = Mode.CONTAINER, without = "MOVE", users = @ImapUser(name = "bob"))
    class InAContainer extends Tests {}

    @Nested
    @ImapServer(mode = Mode.CONTAINER, scope = Scope.CLASS, without = "MOVE", users = @ImapUser(name = "bob"))
    class InAContainerOfTheClass extends Tests {}
}
