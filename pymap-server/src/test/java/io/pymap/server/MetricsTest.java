package io.pymap.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.backend.maildir.Fsync;
import io.pymap.backend.maildir.MaildirBackend;
import io.pymap.clients.LineClient;
import io.pymap.imap.engine.SessionListener;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.ForwardingBackend;
import io.pymap.mailbox.User;
import io.pymap.metrics.CompletedCommand;
import io.pymap.time.Timers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    @TempDir
    Path directory;

    private final CountedMetrics metrics = new CountedMetrics();

    private static Backend dict() {
        return DictBackend.builder().user(new User("ann", "secret")).build();
    }

    private PymapServer.Builder server(Backend backend) {
        return PymapServer.builder(backend).metrics(metrics);
    }

    private List<String> results() {
        return metrics.commands.stream()
                .map(command -> command.name() + " " + command.status())
                .toList();
    }

    @Test
    void tellsOfConnectionsLoginsAndCommands() throws IOException, InterruptedException {
        try (PymapServer server = server(dict()).start()) {
            try (LineClient client = LineClient.connect(server.port())) {
                client.line();
                client.command("LOGIN ann wrong");
                client.command("LOGIN ann secret");
                client.command("SELECT INBOX");
                client.command("UID FETCH 1:* FLAGS");
                client.command("FETCH x FLAGS");
            }
            assertThat(metrics.closed.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(results()).containsExactly("LOGIN NO", "LOGIN OK", "SELECT OK", "UID FETCH OK", "FETCH BAD");
        assertThat(metrics.events).containsExactly("opened", "login failed", "login succeeded", "closed");
    }

    /** However many there are: each would be a time series of its own. */
    @Test
    void takesNoNamesFromClients() throws IOException {
        try (PymapServer server = server(dict()).start();
                LineClient client = LineClient.connect(server.port())) {
            client.line();
            client.command("XSECRET1 foo");
            client.command("LOGIN");
            client.command("UID XSECRET2");
            client.send("*\r\n");
            client.until("* BAD");
        }

        assertThat(results()).containsExactly("OTHER BAD", "LOGIN BAD", "OTHER BAD", "OTHER BAD");
        assertThat(metrics.commands.get(0).time()).isEmpty();
    }

    @Test
    void timesWhatTheServerDoesAndNotWhatTheClientDoes() throws IOException {
        AtomicLong seconds = new AtomicLong();
        Timers ticking = new Ticking(seconds);
        SessionListener tick = new SessionListener() { // is told after the measuring has begun, and before it ends
                    @Override
                    public void commandStarted(String session, String tag, String command) {
                        seconds.addAndGet(3);
                    }
                };
        try (PymapServer server = server(dict()).timers(ticking).listener(tick).start();
                LineClient client = LineClient.login(server.port(), "ann", "secret")) {
            client.command("NOOP");
            client.send("i IDLE\r\n");
            client.until("+");
            client.send("DONE\r\n");
            client.until("i OK");
        }

        assertThat(metrics.commands)
                .endsWith(
                        new CompletedCommand("NOOP", "OK", Optional.of(Duration.ofSeconds(3))),
                        new CompletedCommand("IDLE", "OK", Optional.empty()));
    }

    private record Ticking(AtomicLong seconds) implements Timers {

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(seconds.get());
        }

        @Override
        public Timer schedule(Duration delay, Executor on, Runnable task) {
            return () -> {};
        }
    }

    @Test
    void countsOctetsFromMemoryAndFromFiles() throws IOException, InterruptedException {
        Path users = Files.writeString(directory.resolve("users.txt"), "ann::secret\n");
        Backend backend = MaildirBackend.builder(users).fsync(Fsync.NEVER).build();
        String message = "x".repeat(100_000);
        String session = "a LOGIN ann secret\r\nb APPEND INBOX {100000+}\r\n" + message
                + "\r\nc SELECT INBOX\r\nd FETCH 1 BODY.PEEK[]\r\ne LOGOUT\r\n";
        byte[] answers;
        try (PymapServer server = server(backend).start()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(session.getBytes(US_ASCII));
                answers = socket.getInputStream().readAllBytes();
            }
            assertThat(metrics.closed.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(new String(answers, US_ASCII)).contains(message);
        assertThat(metrics.received).hasValue(session.length());
        assertThat(metrics.sent).hasValue(answers.length);
    }

    @Test
    void tellsWhomItTurnsAway() throws IOException {
        try (PymapServer server = server(dict()).connectionsPerPeer(1).start();
                LineClient first = LineClient.connect(server.port());
                LineClient second = LineClient.connect(server.port())) {
            first.line();
            assertThat(second.line()).startsWith("* BYE");
            assertThat(metrics.events).containsExactly("opened", "refused");
        }
    }

    @Test
    void tellsOfItsOwnFaults() throws IOException {
        Backend faulty = new ForwardingBackend(dict()) {
            @Override
            public Account account(String user) {
                throw new IllegalStateException("as a test wants it");
            }
        };
        try (PymapServer server = server(faulty).start();
                LineClient client = LineClient.connect(server.port())) {
            client.line();
            assertThat(client.command("LOGIN ann secret").get(0)).contains("[SERVERBUG]");
        }
        assertThat(metrics.events).contains("failed: COMMAND");
    }

    @Test
    void tellsOfFailedTls() throws IOException, InterruptedException {
        try (PymapServer server = server(dict()).tlsPort(0).start()) {
            try (LineClient client = LineClient.connect(server.tlsPort().orElseThrow())) {
                client.send("a NOOP and no TLS\r\n");
                client.lineIfAny();
            }
            assertThat(metrics.closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(metrics.events).containsExactlyInAnyOrder("opened", "failed: TLS", "closed");
    }
}
