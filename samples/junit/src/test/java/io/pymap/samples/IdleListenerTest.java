package io.pymap.samples;

import static io.pymap.fixture.MessageSpec.message;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.ImapServerHandle;
import io.pymap.junit.ImapServer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

@ImapServer
class IdleListenerTest {

    @Test
    void tellsOfNewMail(ImapServerHandle imap) throws Exception {
        BlockingQueue<String> subjects = new LinkedBlockingQueue<>();

        try (MailWatcher watcher = MailWatcher.start(imap.endpoint(), subjects::add)) {
            imap.await().idling("INBOX"); // woken by the server, no sleep
            imap.inbox().append(message().subject("new"));

            assertThat(subjects.poll(10, SECONDS)).isEqualTo("new");
            assertThat(watcher.isWatching()).isTrue();
        }
        imap.await().noOpenConnections(); // it has cleaned up
    }
}
