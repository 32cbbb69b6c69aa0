package io.pymap.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.clients.LineClient;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.NewMessage;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often commands ask Redis: not once for each message. */
class RoundTripsTest {

    private static final int MESSAGES = 1000;

    private String prefix;
    private RedisBackend backend;
    private final Recording recording = new Recording();
    private PymapServer server;
    private LineClient client;

    @BeforeEach
    void start() throws IOException {
        prefix = RedisServer.freshPrefix();
        backend = backend();
        Mailbox inbox = backend.account("anna").find(MailboxName.INBOX).orElseThrow();
        List<NewMessage> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] octets = ("Subject: message " + i + "\r\n\r\nText.\r\n").getBytes(StandardCharsets.UTF_8);
            messages.add(new NewMessage(Content.of(octets), Flags.of("\\Seen"), new InternalDate(0, 0)));
        }
        inbox.append(messages);
        backend.close();
        backend = backend();
        server = PymapServer.builder(backend).port(0).start();
        client = LineClient.login(server.port(), "anna", "secret");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    /** A server process that knows nothing yet. */
    private RedisBackend backend() {
        recording.forget();
        return RedisBackendTest.fresh(prefix, recording::through);
    }

    private int roundTrips(String command) throws IOException {
        recording.forget();
        List<String> answer = client.command(command);
        assertThat(answer.get(answer.size() - 1)).contains(" OK ");
        System.out.println(command + ": " + recording.roundTrips() + " round trips");
        return recording.roundTrips();
    }

    @Test
    void doNotGrowWithTheMailbox() throws IOException {
        assertThat(roundTrips("SELECT INBOX")).isLessThan(30);
        assertThat(roundTrips("NOOP")).isLessThan(5);
        assertThat(roundTrips("FETCH 1:* (FLAGS RFC822.SIZE)")).isLessThan(10);
        assertThat(roundTrips("SEARCH SEEN")).isLessThan(10);
        assertThat(roundTrips("STATUS INBOX (MESSAGES UNSEEN SIZE)")).isLessThan(10);
        assertThat(roundTrips("STORE 1:* +FLAGS.SILENT (\\Flagged)")).isLessThan(15);
    }

    @Test
    void bringManyContentsAtOnce() throws IOException {
        client.command("SELECT INBOX");

        assertThat(roundTrips("FETCH 1:* (ENVELOPE)")).isLessThan(MESSAGES / 10);
        assertThat(roundTrips("SEARCH BODY nothing")).isLessThan(MESSAGES / 10);
        assertThat(roundTrips("FETCH 1:* (BODY.PEEK[])")).isLessThan(MESSAGES / 10);
    }

    /** What follows from the octets is kept in Redis: another server reads no message for it. */
    @Test
    void keepEnvelopesBesideTheMessages() throws IOException {
        client.command("SELECT INBOX");
        client.command("FETCH 1:* (ENVELOPE)");
        client.close();
        server.close();
        backend = backend();
        server = PymapServer.builder(backend).port(0).start();
        client = LineClient.login(server.port(), "anna", "secret");
        client.command("SELECT INBOX");

        assertThat(roundTrips("FETCH 1:* (ENVELOPE)")).isLessThan(MESSAGES / 10);
        assertThat(recording.fields()).contains("envelope.1").doesNotContain("octets");
    }
}
