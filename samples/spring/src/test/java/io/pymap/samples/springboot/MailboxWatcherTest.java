package io.pymap.samples.springboot;

import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.Flag;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.Scope;
import io.pymap.junit.ImapServerExtension;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** With a server in this process. */
@SpringBootTest(classes = MailboxWatcher.class)
class MailboxWatcherTest {

    @RegisterExtension
    static final ImapServerExtension IMAP =
            ImapServerExtension.builder().scope(Scope.RUN).build();

    @DynamicPropertySource
    static void imap(DynamicPropertyRegistry registry) {
        IMAP.endpoint().springProperties("app.imap").forEach(registry::add);
    }

    @Autowired
    private MailboxWatcher.Arrivals arrivals;

    @Test
    void isToldOfNewMail(ImapServerHandle imap) throws InterruptedException {
        imap.await().idling("INBOX");

        imap.inbox().append(message().subject("hello"));

        assertThat(arrivals.subjects().poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
        imap.await()
                .mailbox("INBOX")
                .has("a message that is read", inbox -> inbox.message(1).has(Flag.SEEN));
    }
}
