package io.pymap.samples.container;

import static io.pymap.assertj.ImapAssertions.assertThat;
import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.testcontainers.PymapContainer;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@Tag("container")
@EnabledIf(value = "io.pymap.testcontainers.PymapContainer#canRun", disabledReason = "no Docker, or no image")
class ContainerTest {

    /** The code under test: tries twice. */
    private record Reader(ImapEndpoint endpoint) {

        List<String> subjects() throws MessagingException {
            try {
                return read();
            } catch (MessagingException unavailable) {
                return read();
            }
        }

        private List<String> read() throws MessagingException {
            try (Store store =
                    Session.getInstance(endpoint.jakartaMailProperties()).getStore()) {
                store.connect(endpoint.username(), endpoint.password());
                Folder inbox = store.getFolder("INBOX");
                inbox.open(Folder.READ_ONLY);
                List<String> subjects = new ArrayList<>();
                for (Message message : inbox.getMessages()) {
                    subjects.add(message.getSubject());
                }
                return subjects;
            }
        }
    }

    @Test
    void answersWhatIsNew() throws Exception {
        try (PymapContainer container = new PymapContainer().withAccount("bob", "secret")) {
            container.start();
            ImapServerHandle imap = container.control();
            imap.inbox().append(message().subject("Lunch?"));
            imap.faults().on("EXAMINE").nth(1).no("[UNAVAILABLE] Try again later");

            assertThat(new Reader(container.endpoint()).subjects()).containsExactly("Lunch?");

            assertThat(imap.transcript()).sentTimes(2, "EXAMINE INBOX").hasNoBadResponses();
        }
    }
}
