package io.pymap.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.imap.engine.Timeouts;
import io.pymap.mailbox.User;
import io.pymap.transport.ConnectionTap;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What time does to a session. RFC 9051 5.4, RFC 2177. The default times are the server's promise, so they stand here. */
class TimeoutsTest {

    private final ManualTimers timers = new ManualTimers();
    private final PymapServer server = PymapServer.builder(
                    DictBackend.builder().user(new User("ann", "secret")).build())
            .timers(timers)
            .start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void endsConnectionsThatDoNotLogIn() throws IOException {
        try (LineClient client = LineClient.connect(server.port())) {
            client.line();
            timers.advance(Duration.ofSeconds(50));
            assertThat(client.command("NOOP")).last().asString().contains("OK");
            timers.advance(Duration.ofSeconds(59));
            assertThat(client.command("NOOP")).last().asString().contains("OK");
            timers.advance(Duration.ofSeconds(60));

            assertThat(client.line()).startsWith("* BYE [UNAVAILABLE] Autologout");
            assertThat(client.lineIfAny()).isEmpty();
        }
    }

    /** A client that has the greeting may let all its time pass at once. */
    @Test
    void countsTheTimeFromBeforeTheGreeting() throws IOException {
        AtomicBoolean greeted = new AtomicBoolean();
        ConnectionTap hurry = new ConnectionTap() {
            @Override
            public void sent(String connection, byte[] octets) {
                if (greeted.compareAndSet(false, true)) {
                    timers.advance(Duration.ofSeconds(60));
                }
            }
        };
        try (PymapServer other = PymapServer.builder(DictBackend.builder().build())
                        .timers(timers)
                        .tap(hurry)
                        .start();
                LineClient client = LineClient.connect(other.port())) {
            client.line();
            assertThat(client.line()).startsWith("* BYE [UNAVAILABLE] Autologout");
        }
    }

    @Test
    void keepsSessionsForHalfAnHour() throws IOException {
        try (LineClient client = LineClient.login(server.port(), "ann", "secret")) {
            client.command("NOOP");
            timers.advance(Duration.ofMinutes(29));
            assertThat(client.command("NOOP")).last().asString().contains("OK");
            timers.advance(Duration.ofMinutes(30));

            assertThat(client.line()).startsWith("* BYE");
            assertThat(client.lineIfAny()).isEmpty();
        }
    }

    @Test
    void givesIdlingClientsSignsOfLifeAndEndsThemAfterHalfAnHour() throws IOException {
        try (LineClient client = LineClient.login(server.port(), "ann", "secret")) {
            client.command("SELECT INBOX");
            client.send("i IDLE\r\n");
            client.until("+");
            for (int minutes = 2; minutes < 30; minutes += 2) {
                timers.advance(Duration.ofMinutes(2));
                assertThat(client.line()).isEqualTo("* OK Still here.");
            }
            timers.advance(Duration.ofMinutes(2));

            assertThat(client.line()).startsWith("* BYE");
        }
    }

    @Test
    void endsSessionsThatLastTooLongThoughTheClientIsBusy() throws IOException {
        Timeouts hour = Timeouts.DEFAULT.withSession(Duration.ofHours(1));
        try (PymapServer own = PymapServer.builder(DictBackend.builder()
                                .user(new User("ann", "secret"))
                                .build())
                        .timers(timers)
                        .timeouts(hour)
                        .start();
                LineClient client = LineClient.login(own.port(), "ann", "secret")) {
            for (int minutes = 0; minutes < 50; minutes += 10) {
                timers.advance(Duration.ofMinutes(10));
                assertThat(client.command("NOOP")).last().asString().contains("OK");
            }
            client.command("SELECT INBOX");
            client.send("i IDLE\r\n");
            client.until("+");
            timers.advance(Duration.ofMinutes(10));

            assertThat(client.until("* BYE"))
                    .last()
                    .isEqualTo("* BYE [UNAVAILABLE] Autologout; connected for too long.");
        }
    }
}
