package io.pymap.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.imap.ImapProtocol;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.User;
import io.pymap.time.Timers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a client hears of a command that takes long. RFC 9585. */
class ProgressTest {

    private static final int MESSAGES = 4_500;

    private final Backend backend =
            DictBackend.builder().user(new User("ann", "secret")).build();

    @Test
    void tellsHowFarASearchHasCome() throws IOException {
        assertThat(search(Duration.ofSeconds(10), ImapProtocol.standard()))
                .startsWith(
                        "* OK [INPROGRESS (\"t3\" 1000 4500)] Still working on it.",
                        "* OK [INPROGRESS (\"t3\" 2000 4500)] Still working on it.")
                .endsWith("* SEARCH", "t3 OK SEARCH completed.")
                .hasSize(6);
    }

    @Test
    void isSilentForTheFirstTenSeconds() throws IOException {
        assertThat(search(Duration.ofMillis(1), ImapProtocol.standard()))
                .containsExactly("* SEARCH", "t3 OK SEARCH completed.");
    }

    @Test
    void isSilentWhereItIsLeftOut() throws IOException {
        assertThat(search(Duration.ofSeconds(10), ImapProtocol.standard().without("INPROGRESS")))
                .containsExactly("* SEARCH", "t3 OK SEARCH completed.");
    }

    private List<String> search(Duration tick, ImapProtocol protocol) throws IOException {
        NewMessage message = new NewMessage(
                Content.of("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
                Flags.NONE,
                InternalDate.of(Instant.EPOCH));
        backend.account("ann").find(MailboxName.INBOX).orElseThrow().append(Collections.nCopies(MESSAGES, message));
        try (PymapServer server = PymapServer.builder(backend)
                        .timers(new Ticking(tick))
                        .protocol(protocol)
                        .start();
                LineClient client = LineClient.login(server.port(), "ann", "secret")) {
            client.command("SELECT INBOX");
            return client.command("SEARCH SENTBEFORE 1-Jan-1970");
        }
    }

    /** A clock that goes on whenever somebody looks at it. */
    private static final class Ticking implements Timers {

        private final AtomicLong millis = new AtomicLong();
        private final Duration tick;

        Ticking(Duration tick) {
            this.tick = tick;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.addAndGet(tick.toMillis()));
        }

        @Override
        public Timer schedule(Duration delay, Executor on, Runnable task) {
            return () -> {};
        }
    }
}
