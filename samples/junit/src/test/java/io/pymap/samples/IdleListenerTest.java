package io.pymap.samples;

import static io.pymap.assertj.ImapAssertions.assertThat;
import static io.pymap.fixture.MessageSpec.message;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.pymap.fixture.ImapServerHandle;
import io.pymap.junit.ImapServer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

@ImapServer
class IdleListenerTest {

    private final BlockingQueue<String> subjects = new LinkedBlockingQueue<>();

    @Test
    void tellsOfNewMail(ImapServerHandle imap) throws Exception {
        try (MailWatcher watcher = MailWatcher.start(imap.endpoint(), subjects::add)) {
            imap.await().idling("INBOX"); // woken by the server, no sleep
            imap.inbox().append(message().subject("new"));

            assertThat(subjects.poll(10, SECONDS)).isEqualTo("new");
            assertThat(watcher.isWatching()).isTrue();
        }
        imap.await().noOpenConnections(); // it has cleaned up
    }

    @Test
    void comesBackWhenTheServerHangsUp(ImapServerHandle imap) throws Exception {
        try (MailWatcher watcher = MailWatcher.start(imap.endpoint(), subjects::add)) {
            imap.await().idling("INBOX");
            imap.clock().advance(Duration.ofMinutes(30)); // the server logs idle clients out, now
            imap.await().idling("INBOX"); // it has connected again

            assertThat(watcher.isWatching()).isTrue();
            assertThat(imap.transcript()).hasConnections(2);
            imap.inbox().append(message().subject("later"));
            assertThat(subjects.poll(10, SECONDS)).isEqualTo("later");
        }
    }
}
