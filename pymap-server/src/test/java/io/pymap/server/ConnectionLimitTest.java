package io.pymap.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.User;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

    @Test
    void turnsAwayWhoHasTooManyConnectionsUntilOneIsClosed() throws IOException {
        try (PymapServer server = PymapServer.builder(
                        DictBackend.builder().user(new User("ann", "secret")).build())
                .connectionsPerPeer(2)
                .start()) {
            LineClient first = LineClient.connect(server.port());
            LineClient second = LineClient.connect(server.port());
            assertThat(first.line()).startsWith("* OK");
            assertThat(second.line()).startsWith("* OK");

            LineClient third = LineClient.connect(server.port());
            assertThat(third.line()).startsWith("* BYE [UNAVAILABLE] Too many connections");
            assertThat(third.lineIfAny()).isEmpty();
            third.close();
            first.command("LOGOUT");
            assertThat(first.lineIfAny()).isEmpty();
            first.close();
            awaitConnections(server, 1);

            LineClient fourth = LineClient.connect(server.port());
            assertThat(fourth.line()).startsWith("* OK");
            fourth.close();
            second.close();
        }
    }

    /** A connection counts until the server has seen its end. */
    private static void awaitConnections(PymapServer server, int expected) {
        Instant end = Instant.now().plusSeconds(10);
        while (server.openConnections() > expected) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
