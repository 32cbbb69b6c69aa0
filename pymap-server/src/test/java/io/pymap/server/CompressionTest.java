package io.pymap.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.OnWorkers;
import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.imap.engine.SessionListener;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.User;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import io.pymap.transcript.TranscriptRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** COMPRESS=DEFLATE (RFC 4978), with a client that the JDK's own zlib compresses for. */
class CompressionTest {

    private static PymapServer.Builder builder(boolean mayBlock) {
        Backend dict = DictBackend.builder().user(new User("ann", "secret")).build();
        return PymapServer.builder(mayBlock ? new OnWorkers(dict) : dict);
    }

    private static LineClient compressing(PymapServer server) throws IOException {
        LineClient client = LineClient.login(server.port(), "ann", "secret");
        client.send("z COMPRESS DEFLATE\r\n");
        assertThat(client.line()).startsWith("z OK");
        client.compress();
        return client;
    }

    /** What one who begins to compress sends for it. */
    private static byte[] deflated(byte[] octets) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(compressed, new Deflater(9, true), true)) {
            out.write(octets);
            out.flush();
            return compressed.toByteArray(); // without the end, which close() writes
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void compressesBothDirections(boolean mayBlock) throws IOException {
        try (PymapServer server = builder(mayBlock).start();
                LineClient client = compressing(server)) {
            assertThat(client.command("SELECT INBOX")).last().asString().startsWith("t2 OK");
            assertThat(client.command("CAPABILITY"))
                    .first()
                    .asString()
                    .contains("IDLE")
                    .doesNotContain("COMPRESS");
            assertThat(client.command("COMPRESS DEFLATE"))
                    .singleElement()
                    .asString()
                    .startsWith("t4 NO [COMPRESSIONACTIVE]");
            assertThat(client.command("STARTTLS").get(0)).startsWith("t5 BAD");
            assertThat(client.command("LOGOUT")).last().asString().startsWith("t6 OK");
            assertThat(client.lineIfAny()).isEmpty();
        }
    }

    @Test
    void readsWhatComesOctetByOctet() throws IOException {
        try (PymapServer server = builder(false).start();
                LineClient client = compressing(server)) {
            String commands = "a CREATE Work\r\nb APPEND Work {12+}\r\nSubject: x\r\n\r\nc STATUS Work (MESSAGES)\r\n";
            for (byte octet : deflated(commands.getBytes(ISO_8859_1))) {
                client.sendRaw(new byte[] {octet});
            }

            assertThat(client.until("c ")).contains("* STATUS Work (MESSAGES 1)");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesLargeMessagesBackAsTheyWere(boolean mayBlock) throws IOException {
        Random random = new Random(1);
        StringBuilder message = new StringBuilder();
        while (message.length() < 3_000_000) { // some of it can be compressed, some cannot
            message.append(Long.toHexString(random.nextLong()))
                    .append("-".repeat(random.nextInt(60)))
                    .append("\r\n");
        }
        try (PymapServer server = builder(mayBlock).start();
                LineClient client = compressing(server)) {
            client.send("a APPEND INBOX {" + message.length() + "}\r\n");
            assertThat(client.line()).startsWith("+ ");
            client.send(message + "\r\n");
            assertThat(client.line()).startsWith("a OK");
            client.command("SELECT INBOX");
            client.send("b FETCH 1 BODY.PEEK[]\r\n");

            assertThat(String.join("\r\n", client.until("b OK")))
                    .startsWith("* 1 FETCH (BODY[] {" + message.length() + "}\r\n" + message + ")\r\nb OK");
        }
    }

    @Test
    void tellsNewsAtOnce() throws IOException {
        try (PymapServer server = builder(false).start();
                LineClient client = compressing(server);
                LineClient other = LineClient.login(server.port(), "ann", "secret")) {
            client.command("SELECT INBOX");
            client.send("i IDLE\r\n");
            assertThat(client.line()).startsWith("+");

            other.send("a APPEND INBOX {12+}\r\nSubject: x\r\n\r\n");

            assertThat(client.line()).isEqualTo("* 1 EXISTS");
        }
    }

    @Test
    void compressesInsideTls() throws IOException {
        ServerCertificate certificate = ServerCertificate.selfSigned(CertificateTerms.loopback(Clock.systemUTC()));
        try (PymapServer server =
                        builder(false).certificate(certificate).tlsPort(0).start();
                LineClient client =
                        LineClient.connectTls(server.tlsPort().orElseThrow(), certificate.clientContext())) {
            client.line();
            client.command("LOGIN ann secret");
            assertThat(client.command("COMPRESS DEFLATE").get(0)).startsWith("t2 OK");
            client.compress();

            assertThat(client.command("NOOP")).containsExactly("t3 OK NOOP completed.");
        }
    }

    /** RFC 8437 4.1: the OK is compressed, what follows is not; and all may begin again. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsWithTheLogin(boolean mayBlock) throws IOException {
        try (PymapServer server = builder(mayBlock).start();
                LineClient client = compressing(server)) {
            assertThat(client.command("UNAUTHENTICATE"))
                    .singleElement()
                    .asString()
                    .startsWith("t2 OK [CAPABILITY");
            client.endCompression();
            assertThat(client.command("LOGIN ann secret").get(0)).startsWith("t3 OK");
            assertThat(client.command("COMPRESS DEFLATE").get(0)).startsWith("t4 OK");
            client.compress();
            assertThat(client.command("NOOP")).containsExactly("t5 OK NOOP completed.");
        }
    }

    /** What is behind the end of the compressed stream is plain. */
    @Test
    void readsThePlainCommandBehindTheEndOfTheStream() throws Exception {
        BlockingQueue<String> logins = new LinkedBlockingQueue<>();
        SessionListener listener = new SessionListener() {
            @Override
            public void authenticated(String session, String user) {
                logins.add(user);
            }
        };
        try (PymapServer server = builder(false).listener(listener).start();
                LineClient client = compressing(server)) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            DeflaterOutputStream out = new DeflaterOutputStream(octets, new Deflater(9, true));
            out.write("a UNAUTHENTICATE\r\n".getBytes(ISO_8859_1));
            out.finish();
            octets.writeBytes("b LOGIN ann secret\r\n".getBytes(ISO_8859_1));
            client.sendRaw(octets.toByteArray());

            assertThat(client.line()).startsWith("a OK");
            assertThat(logins.poll(10, TimeUnit.SECONDS)).isEqualTo("ann");
            assertThat(logins.poll(10, TimeUnit.SECONDS)).isEqualTo("ann");
        }
    }

    @Test
    void recordsThePlainProtocol() throws IOException {
        TranscriptRecorder recorder = new TranscriptRecorder();
        try (PymapServer server = builder(false).transcript(recorder).start();
                LineClient client = compressing(server)) {
            client.command("NOOP");
        }

        assertThat(recorder.asText()).contains("z COMPRESS DEFLATE", "t2 NOOP", "t2 OK NOOP completed.");
    }

    /** 64 MiB in 64 KiB: a line that is too long costs what any such line does. */
    @Test
    void refusesAnEndlessLineInAFewOctets() throws IOException {
        try (PymapServer server = builder(false).start();
                LineClient client = compressing(server)) {
            client.send("a NOOP ");
            String piece = "x".repeat(1 << 20);
            for (int i = 0; i < 64; i++) {
                client.send(piece);
            }
            client.send("\r\n");
            assertThat(client.line()).startsWith("a BAD [TOOBIG]");
            assertThat(client.command("NOOP")).containsExactly("t2 OK NOOP completed.");
        }
    }

    /** Half a million commands in some kilobytes: no more are taken in than are worked on, and none is lost. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersManyCommandsInAFewOctets(boolean mayBlock) throws IOException {
        int commands = 500_000;
        try (PymapServer server = builder(mayBlock).start();
                LineClient client = compressing(server)) {
            client.sendRaw(deflated("a NOOP\r\n".repeat(commands).getBytes(ISO_8859_1)));

            for (int i = 0; i < commands; i++) {
                if (!client.line().equals("a OK NOOP completed.")) {
                    throw new AssertionError("answer " + i);
                }
            }
            assertThat(server.openConnections()).isEqualTo(1);
        }
    }

    @Test
    void closesOnlyTheConnectionThatSendsGarbage() throws IOException {
        try (PymapServer server = builder(false).start();
                LineClient client = compressing(server);
                LineClient other = compressing(server)) {
            client.sendRaw("a NOOP\r\n".getBytes(ISO_8859_1));

            assertThat(client.lineIfAny()).isEmpty();
            assertThat(other.command("NOOP")).containsExactly("t2 OK NOOP completed.");
        }
    }

    /** RFC 4978 3: nobody could say whether what comes is compressed. */
    @Test
    void closesOnCommandsThatDoNotWait() throws IOException {
        try (PymapServer server = builder(false).start();
                LineClient client = LineClient.login(server.port(), "ann", "secret")) {
            client.send("a COMPRESS DEFLATE\r\nb NOOP\r\n");

            assertThat(client.lineIfAny().filter(line -> !line.startsWith("a OK")))
                    .isEmpty();
            assertThat(client.lineIfAny()).isEmpty();
        }
    }
}
