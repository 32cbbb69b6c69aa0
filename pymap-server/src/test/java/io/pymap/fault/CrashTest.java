package io.pymap.fault;

import static io.pymap.fault.MisbehavingServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import io.pymap.tls.CertificateAuthority;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import io.pymap.transcript.TranscriptRecorder;
import java.io.IOException;
import java.net.SocketException;
import java.time.Clock;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** E-44: {@link Fault#CRASH}, on the connection of the rule and on all others. */
class CrashTest {

    private static final String MESSAGE = "Subject: x\r\n\r\nbody\r\n";

    private static final CertificateTerms TERMS = CertificateTerms.loopback(Clock.systemUTC());
    private static final ServerCertificate CERTIFICATE = new CertificateAuthority(TERMS).issue(TERMS);

    private final ServerFaults faults = new ServerFaults();
    private final TranscriptRecorder transcript = new TranscriptRecorder();
    private final PymapServer server = PymapServer.builder(
                    DictBackend.builder().user(new User("ann", "secret")).build())
            .certificate(CERTIFICATE)
            .tlsPort(0)
            .eventLoops(2)
            .faults(faults)
            .transcript(transcript)
            .start();

    @BeforeEach
    void seed() throws IOException {
        try (LineClient client = Wire.PLAIN.selected(this)) {
            client.send("a CREATE Archive\r\n");
            client.until("a OK");
            client.send("b APPEND INBOX {" + MESSAGE.length() + "+}\r\n" + MESSAGE + "\r\n");
            client.until("b OK");
        }
        await(() -> server.openConnections() == 0);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** What a connection has between the protocol and TCP. */
    private enum Wire {
        PLAIN,
        TLS,
        COMPRESSED,
        COMPRESSED_TLS;

        LineClient selected(CrashTest test) throws IOException {
            boolean tls = this == TLS || this == COMPRESSED_TLS;
            LineClient client = tls
                    ? LineClient.connectTls(test.server.tlsPort().orElseThrow(), CERTIFICATE.clientContext())
                    : LineClient.connect(test.server.port());
            client.line();
            client.command("LOGIN ann secret");
            if (this == COMPRESSED || this == COMPRESSED_TLS) {
                client.command("COMPRESS DEFLATE");
                client.compress();
            }
            client.command("SELECT INBOX");
            return client;
        }
    }

    /** Not the end of the stream: RST. */
    private static void assertReset(LineClient client) {
        assertThatThrownBy(client::lineIfAny).isInstanceOfAny(SocketException.class, SSLException.class);
    }

    private int messages(String mailbox) throws IOException {
        try (LineClient client = Wire.PLAIN.selected(this)) {
            String status = client.command("STATUS " + mailbox + " (MESSAGES)").get(0);
            return Integer.parseInt(status.replaceAll(".*MESSAGES (\\d+).*", "$1"));
        }
    }

    /** Whatever they are doing: nothing, waiting for news, for an answer, for leave to go on, half way through a command. */
    @ParameterizedTest
    @EnumSource
    void resetsAllConnections(Wire wire) throws IOException {
        try (LineClient crashing = wire.selected(this);
                LineClient resting = wire.selected(this);
                LineClient idling = wire.selected(this);
                LineClient waiting = wire.selected(this);
                LineClient stalled = wire.selected(this);
                LineClient appending = wire.selected(this);
                LineClient greeted = LineClient.connect(server.port())) {
            greeted.line();
            idling.send("a IDLE\r\n");
            idling.until("+ ");
            Rule pause = faults.on("CREATE").pauseUntil(Gate.closed());
            Rule stall = faults.on("NOOP").fail(Fault.STALL);
            Rule crash = faults.on("UID MOVE").fail(Fault.CRASH);
            waiting.send("a CREATE never\r\nb DELETE Archive\r\n");
            stalled.send("a NOOP\r\n");
            appending.send("a APPEND Archive {100+}\r\nhalf of it");
            await(() -> pause.hits() == 1 && stall.hits() == 1);

            crashing.send("a UID MOVE 1 Archive\r\nb UID MOVE 1 Archive\r\n");

            assertReset(crashing);
            assertReset(resting);
            assertReset(idling);
            assertReset(waiting);
            assertReset(stalled);
            assertReset(appending);
            assertReset(greeted);
            await(() -> server.openConnections() == 0);
            assertThat(crash.hits()).isEqualTo(1);
            faults.clear();
        }
        assertThat(messages("INBOX")).isEqualTo(1);
        assertThat(messages("Archive")).isZero();
        assertThat(transcript.asText())
                .containsPattern("# FAULT rule #3 \\(hit 1\\): on UID MOVE crash\n")
                .containsPattern("# FAULT rule #3 on connection \\d+: on UID MOVE crash\n");
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatWasDone(Wire wire) throws IOException {
        faults.on("UID MOVE").failAfterBytes(0, Fault.CRASH);
        faults.on("UID COPY").failAfterwards(Fault.CRASH);
        faults.onIdle().fail(Fault.CRASH);
        try (LineClient client = wire.selected(this);
                LineClient other = wire.selected(this)) {
            client.send("a UID COPY 1 INBOX\r\n");
            client.until("a OK");
            assertReset(client);
            assertReset(other);
        }
        assertThat(messages("INBOX")).isEqualTo(2);
        try (LineClient client = wire.selected(this)) {
            client.send("a UID MOVE 1 Archive\r\n");
            assertReset(client);
        }
        assertThat(messages("INBOX")).isEqualTo(1);
        assertThat(messages("Archive")).isEqualTo(1);
        try (LineClient client = wire.selected(this)) {
            client.send("a IDLE\r\n");
            client.until("+ ");
            assertReset(client);
        }
    }

    @Test
    void crashesAtAnyPoint() throws IOException {
        for (String point : new String[] {"connect", "tls-connect", "greeting"}) {
            try (LineClient other = Wire.TLS.selected(this)) {
                Rule rule = faults.add(point + " crash");
                assertThatThrownBy(() -> Wire.TLS.selected(this))
                        .isInstanceOfAny(SocketException.class, SSLException.class);
                assertReset(other);
                assertThat(rule.hits()).as(point).isEqualTo(1);
                faults.clear();
            }
        }
        await(() -> server.openConnections() == 0);
    }
}
