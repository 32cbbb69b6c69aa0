package io.pymap.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.User;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What becomes of more commands than a session works on in its turn. */
class BacklogTest {

    /** Reading pauses while they wait, and goes on when they have been worked off. */
    @Test
    void readsOnBehindThem() throws IOException {
        int commands = 2_000;
        try (PymapServer server = PymapServer.builder(DictBackend.builder()
                                .user(new User("ann", "secret"))
                                .build())
                        .start();
                LineClient client = LineClient.connect(server.port())) {
            client.line();
            client.send("a NOOP\r\n".repeat(commands));

            for (int i = 0; i < commands; i++) {
                assertThat(client.line()).isEqualTo("a OK NOOP completed.");
            }
            assertThat(client.command("NOOP")).containsExactly("t1 OK NOOP completed.");
        }
    }
}
