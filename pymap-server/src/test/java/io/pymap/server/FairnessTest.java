package io.pymap.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.imap.engine.SessionListener;
import io.pymap.mailbox.User;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On one event loop, nobody waits for the end of another's long command. */
class FairnessTest {

    private static final int MESSAGES = 4096;

    private final CountDownLatch searching = new CountDownLatch(1);
    private final List<String> completed = new CopyOnWriteArrayList<>();

    private final SessionListener listener = new SessionListener() {
        @Override
        public void commandStarted(String session, String tag, String command) {
            if (command.equals("SEARCH")) {
                searching.countDown();
            }
        }

        @Override
        public void commandCompleted(String session, String tag, String command, String status) {
            completed.add(command);
        }
    };

    @Test
    void answersOthersWhileItSearches() throws Exception {
        try (PymapServer server = PymapServer.builder(DictBackend.builder()
                                .user(new User("ann", "secret"))
                                .build())
                        .listener(listener)
                        .start();
                LineClient searcher = LineClient.login(server.port(), "ann", "secret");
                LineClient other = LineClient.login(server.port(), "ann", "secret")) {
            searcher.send("a APPEND INBOX {65536+}\r\n\r\n" + "x".repeat(65532) + "\r\n\r\n");
            searcher.until("a OK");
            searcher.command("SELECT INBOX");
            for (int messages = 1; messages < MESSAGES; messages *= 2) {
                searcher.command("COPY 1:" + messages + " INBOX");
            }

            searcher.send("s SEARCH BODY nowhere\r\n"); // 256 MB to read
            assertThat(searching.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(other.command("NOOP")).last().asString().contains("OK");

            assertThat(completed).contains("NOOP").doesNotContain("SEARCH");
            assertThat(searcher.until("s ")).containsExactly("* SEARCH", "s OK SEARCH completed.");
        }
    }
}
