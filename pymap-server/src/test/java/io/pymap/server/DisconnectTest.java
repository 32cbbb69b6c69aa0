package io.pymap.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.imap.engine.SessionListener;
import io.pymap.mailbox.User;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of sessions, from the server's side, while it goes on. */
class DisconnectTest {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final PymapServer server = PymapServer.builder(
                    DictBackend.builder().user(new User("ann", "secret")).build())
            .listener(new SessionListener() {
                @Override
                public void ended(String session) {
                    events.add("ended " + session);
                }
            })
            .start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void saysGoodbyeToAllAndListensOn() throws Exception {
        try (LineClient idle = LineClient.login(server.port(), "ann", "secret");
                LineClient fresh = LineClient.connect(server.port())) {
            fresh.line();
            idle.command("SELECT INBOX");
            idle.send("i IDLE\r\n");
            idle.until("+");

            server.disconnectAll();

            assertThat(server.openConnections()).isZero();
            assertThat(idle.line()).startsWith("* BYE [UNAVAILABLE] The server has closed");
            assertThat(fresh.line()).startsWith("* BYE");
            assertThat(events).containsExactlyInAnyOrder("ended 1", "ended 2");
        }
        try (LineClient next = LineClient.login(server.port(), "ann", "secret")) {
            assertThat(next.command("NOOP")).last().asString().contains("OK");
        }
    }

    @Test
    void tellsTheEndOfASessionAheadOfThatOfItsConnection() throws Exception {
        try (LineClient client = LineClient.login(server.port(), "ann", "secret")) {
            client.command("LOGOUT");

            assertThat(events).containsExactly("ended 1");
        }
    }
}
