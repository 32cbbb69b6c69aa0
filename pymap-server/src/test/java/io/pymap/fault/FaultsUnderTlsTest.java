package io.pymap.fault;

import static io.pymap.fault.MisbehavingServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.clients.LineClient;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults above TLS and compression. */
class FaultsUnderTlsTest extends MisbehavingTlsServer {

    @Test
    void actsOnWhatTheClientReads() throws IOException {
        faults.on("NOOP").dribble(3, Duration.ofNanos(1));
        faults.on("NOOP").untaggedBefore("* OK [ALERT] Hello");
        Rule split = faults.on("COMPRESS").dribble(1, Duration.ofMillis(1));
        faults.on("CAPABILITY").delay(Duration.ofMillis(1));
        try (LineClient client = loggedIn()) {
            assertThat(client.command("NOOP")).containsExactly("* OK [ALERT] Hello", "t3 OK NOOP completed.");
            client.send("a COMPRESS DEFLATE\r\n");
            assertThat(client.line()).startsWith("a OK");
            client.compress();
            client.send("b NOOP\r\nc CAPABILITY\r\nd NOOP\r\n");
            assertThat(client.until("d "))
                    .startsWith("* OK [ALERT] Hello", "b OK NOOP completed.")
                    .endsWith("* OK [ALERT] Hello", "d OK NOOP completed.");
        }
        assertThat(split.hits()).isZero(); // it would come behind the switch
        assertThat(transcript.asText()).contains("S: * OK [ALERT] Hello\n");
    }

    @Test
    void resetsWithoutTheGoodbyeOfTls() throws IOException {
        faults.on("NOOP").fail(Fault.CONNECTION_RESET);
        faults.on("CHECK").fail(Fault.CLOSE);
        try (LineClient client = loggedIn()) {
            client.send("a NOOP\r\n");
            assertThatThrownBy(client::lineIfAny).isInstanceOfAny(SocketException.class, SSLException.class);
        }
        try (LineClient client = loggedIn()) {
            client.send("a CHECK\r\n");
            assertThat(client.lineIfAny()).isEmpty();
        }
        await(() -> server.openConnections() == 0);
    }

    @Test
    void keepsTheHandshakeWaiting() throws IOException {
        Rule delay = faults.onConnect().delay(Duration.ofMillis(20));
        Rule greeting = faults.onGreeting().untaggedBefore("* OK wait");
        try (LineClient client = LineClient.connectTls(server.tlsPort().orElseThrow(), certificate.clientContext())) {
            assertThat(client.line()).isEqualTo("* OK wait");
            assertThat(client.line()).startsWith("* OK [CAPABILITY");
        }
        assertThat(delay.hits()).isEqualTo(1);
        assertThat(greeting.hits()).isEqualTo(1);
    }

    /** E-41. */
    @Test
    void breaksTheDeflateStream() throws IOException {
        faults.on("NOOP").fail(Fault.BROKEN_DEFLATE);
        try (LineClient client = loggedIn()) {
            client.command("COMPRESS DEFLATE");
            client.compress();
            client.send("a NOOP\r\n");
            assertThatThrownBy(client::line).isInstanceOf(ZipException.class);
        }
        try (LineClient client = loggedIn()) {
            client.send("a NOOP\r\n");
            assertThat(client.lineIfAny()).contains("\u00ff\u00ff\u00ff\u00ff");
        }
    }

    /** E-41. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forgetsToSendAnAnswer(boolean compressed) throws IOException {
        Rule rule = faults.add("on NOOP nth 1 no-flush");
        try (LineClient client = loggedIn()) {
            if (compressed) {
                client.command("COMPRESS DEFLATE");
                client.compress();
            }
            client.send("a NOOP\r\n");
            assertThat(client.isSilentFor(50)).isTrue();
            assertThat(rule.hits()).isEqualTo(1);
            rule.remove();
            client.send("b NOOP\r\n");
            assertThat(client.until("b ")).containsExactly("a OK NOOP completed.", "b OK NOOP completed.");
        }
        await(() -> server.openConnections() == 0);
    }

    @Test
    void forgetsToSendNewsToAClientThatIdles() throws IOException {
        Rule rule = faults.add("idle no-flush");
        try (LineClient client = loggedIn();
                LineClient other = loggedIn()) {
            client.command("COMPRESS DEFLATE");
            client.compress();
            client.send("a IDLE\r\n");
            client.until("+ ");
            other.send("a APPEND INBOX {1+}\r\nx\r\n");
            other.until("a OK");
            assertThat(client.isSilentFor(50)).isTrue();
            client.send("DONE\r\n");
            await(() -> rule.hits() == 1);
            assertThat(client.isSilentFor(50)).isTrue();
            client.send("b NOOP\r\n");
            assertThat(client.until("b ")).contains("* 1 EXISTS", "a OK IDLE completed.");
        }
    }

    /** What a session says last is sent, as is what is read in another way behind it. */
    @Test
    void sendsWhatNothingComesBehind() throws IOException {
        Rule rule = faults.on("*").withoutFlush();
        try (LineClient client = LineClient.connect(server.port())) {
            client.line();
            assertThat(client.command("STARTTLS")).last().asString().startsWith("t1 OK");
            assertThat(rule.hits()).isZero();
        }
        try (LineClient client = LineClient.connect(server.port())) {
            client.line();
            assertThat(client.command("LOGOUT")).last().asString().startsWith("t1 OK");
        }
        await(() -> server.openConnections() == 0);
    }
}
