package io.pymap.fault;

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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipException;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults above TLS and compression, and faults of TLS itself. */
class FaultsUnderTlsTest {

    private final CertificateTerms terms = CertificateTerms.loopback(Clock.systemUTC());
    private final CertificateAuthority authority = new CertificateAuthority(terms);
    private final ServerCertificate certificate = authority.issue(terms);
    private final ServerFaults faults = new ServerFaults(() -> authority);
    private final TranscriptRecorder transcript = new TranscriptRecorder();
    private final PymapServer server = PymapServer.builder(
                    DictBackend.builder().user(new User("ann", "secret")).build())
            .certificate(certificate)
            .tlsPort(0)
            .faults(faults)
            .transcript(transcript)
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    private LineClient loggedIn() throws IOException {
        LineClient client = LineClient.connectTls(server.tlsPort().orElseThrow(), certificate.clientContext());
        client.line();
        client.command("LOGIN ann secret");
        client.command("SELECT INBOX");
        return client;
    }

    private static void await(BooleanSupplier reached) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for ten seconds").isLessThan(end);
            Thread.onSpinWait();
        }
    }

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

    // TLS itself

    private SSLSocket handshake(Socket socket) throws IOException {
        return handshake(socket, certificate.clientContext());
    }

    private static SSLSocket handshake(Socket socket, SSLContext context) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 0, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, NotAfter",
        "NOT_YET_VALID, NotBefore",
        "WRONG_HOST, No subject alternative DNS name matching localhost",
        "UNTRUSTED_CA, unable to find valid certification path"
    })
    void showsACertificateThatIsWrong(TlsFault fault, String reason) throws IOException {
        faults.tls(fault);
        try (Socket socket = connect(server.tlsPort().orElseThrow())) {
            assertThatThrownBy(() -> handshake(socket))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasStackTraceContaining(reason);
        }
        faults.clear();
        try (Socket socket = connect(server.tlsPort().orElseThrow());
                SSLSocket secured = handshake(socket)) {
            assertThat(secured.getSession().isValid()).isTrue();
        }
    }

    /** The JDK still takes the common name. */
    @Test
    void showsACertificateWithoutAlternativeNames() throws Exception {
        faults.tls(TlsFault.NO_SAN);
        try (Socket socket = connect(server.tlsPort().orElseThrow());
                SSLSocket secured = handshake(socket)) {
            X509Certificate shown = (X509Certificate) secured.getSession().getPeerCertificates()[0];
            assertThat(shown.getSubjectAlternativeNames()).isNull();
        }
    }

    /** The JDK takes it. */
    @Test
    void showsACertificateWithAWeakKey() throws Exception {
        faults.tls(TlsFault.WEAK_KEY);
        try (Socket socket = connect(server.tlsPort().orElseThrow());
                SSLSocket secured = handshake(socket)) {
            X509Certificate shown = (X509Certificate) secured.getSession().getPeerCertificates()[0];
            assertThat(((RSAKey) shown.getPublicKey()).getModulus().bitLength()).isEqualTo(1024);
        }
    }

    /** A client that has the list refuses it, and takes the server's own; one that has none takes both. */
    @Test
    void showsACertificateThatIsRevoked() throws Exception {
        SSLContext careful = checkingRevocation();
        faults.tls(TlsFault.REVOKED);
        try (Socket socket = connect(server.tlsPort().orElseThrow())) {
            assertThatThrownBy(() -> handshake(socket, careful))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasStackTraceContaining("Certificate has been revoked");
        }
        try (Socket socket = connect(server.tlsPort().orElseThrow());
                SSLSocket secured = handshake(socket)) {
            assertThat(secured.getSession().isValid()).isTrue();
        }
        faults.clear();
        try (Socket socket = connect(server.tlsPort().orElseThrow());
                SSLSocket secured = handshake(socket, careful)) {
            assertThat(secured.getSession().isValid()).isTrue();
        }
    }

    private SSLContext checkingRevocation() throws GeneralSecurityException {
        CRL revoked = CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(faults.revocationList().getBytes(StandardCharsets.US_ASCII)));
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                Set.of(new TrustAnchor(certificate.trustAnchor().certificate(), null)), new X509CertSelector());
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(revoked))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(new CertPathTrustManagerParameters(parameters));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void needsAnAuthorityForCertificates() {
        assertThatThrownBy(() -> new ServerFaults().tls(TlsFault.EXPIRED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("authority is not known");
    }

    @Test
    void letsStartTlsGoWrong() throws IOException {
        faults.tls(TlsFault.STRIP_STARTTLS);
        try (LineClient client = LineClient.connect(server.port())) {
            assertThat(client.line()).contains("CAPABILITY").doesNotContain("STARTTLS");
            assertThat(client.command("CAPABILITY").get(0))
                    .contains("IMAP4rev1")
                    .doesNotContain("STARTTLS");
            assertThat(client.command("STARTTLS")).containsExactly("t2 BAD Unknown command.");
        }
        faults.clear();
        faults.tls(TlsFault.STARTTLS_REFUSED);
        try (LineClient client = LineClient.connect(server.port())) {
            assertThat(client.line()).contains("STARTTLS");
            assertThat(client.command("STARTTLS").get(0)).startsWith("t1 NO");
        }
        faults.clear();
        faults.tls(TlsFault.STARTTLS_TAG_BEFORE);
        try (LineClient client = LineClient.connect(server.port())) {
            assertThat(client.line()).doesNotContain("CAPABILITY");
            client.send("A09 CAPABILITY\r\n");
            assertThat(client.until("A1")).last().asString().startsWith("A10 OK Begin TLS");
        }
        faults.clear();
        faults.tls(TlsFault.PREAUTH);
        try (LineClient client = LineClient.connect(server.port())) {
            assertThat(client.line()).startsWith("* PREAUTH ");
        }
    }

    @Test
    void injectsOctetsInClearBehindStartTls() throws IOException {
        faults.tls(TlsFault.INJECT_AFTER_STARTTLS);
        try (Socket socket = connect(server.port())) {
            readUpTo(socket, "\r\n");
            socket.getOutputStream().write("a1 STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(readUpTo(socket, "a2 OK CAPABILITY completed.\r\n"))
                    .matches("a1 OK .*\r\n\\* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na2 OK .*\r\n");

            try (SSLSocket secured = handshake(socket)) { // a client that throws that away goes on as ever
                secured.getOutputStream().write("a3 NOOP\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(readUpTo(secured, "\r\n")).startsWith("a3 OK");
            }
        }
    }

    @Test
    void doesNotAnswerTheHandshake() throws IOException {
        faults.tls(TlsFault.HANDSHAKE_STALL);
        try (Socket socket = connect(server.port())) {
            readUpTo(socket, "\r\n");
            socket.getOutputStream().write("a1 STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(readUpTo(socket, "\r\n")).startsWith("a1 OK");
            socket.setSoTimeout(100);
            assertThatThrownBy(() -> handshake(socket)).isInstanceOf(SocketTimeoutException.class);
        }
        try (Socket socket = connect(server.tlsPort().orElseThrow())) {
            socket.setSoTimeout(100);
            assertThatThrownBy(() -> handshake(socket)).isInstanceOf(SocketTimeoutException.class);
        }
        await(() -> server.openConnections() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "NO_COMMON_CIPHER, handshake_failure",
        "NO_COMMON_VERSION, protocol_version",
        "HANDSHAKE_ALERT, internal_error",
        "OLD_VERSION, protocol version"
    })
    void breaksTheHandshakeOff(TlsFault fault, String reason) throws IOException {
        faults.tls(fault);
        try (Socket socket = connect(server.tlsPort().orElseThrow())) {
            assertThatThrownBy(() -> handshake(socket))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining(reason);
        }
        try (Socket socket = connect(server.port())) {
            readUpTo(socket, "\r\n");
            socket.getOutputStream().write("a1 STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
            readUpTo(socket, "\r\n");
            assertThatThrownBy(() -> handshake(socket))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining(reason);
        }
        await(() -> server.openConnections() == 0);
    }

    @Test
    void showsARenewedCertificate() throws IOException {
        X509Certificate before = shown();
        faults.tls(TlsFault.RENEWED);
        assertThat(shown().getPublicKey()).isNotEqualTo(before.getPublicKey());
        assertThat(shown().getIssuerX500Principal()).isEqualTo(before.getIssuerX500Principal());
    }

    private X509Certificate shown() throws IOException {
        try (Socket socket = connect(server.tlsPort().orElseThrow());
                SSLSocket secured = handshake(socket)) {
            assertThat(readUpTo(secured, "\r\n")).startsWith("* OK");
            return (X509Certificate) secured.getSession().getPeerCertificates()[0];
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wantsACertificateOfTheClient(boolean startTls) throws IOException {
        faults.tls(TlsFault.CLIENT_CERTIFICATE_REQUIRED);
        try (Socket socket = connect(startTls ? server.port() : server.tlsPort().orElseThrow())) {
            if (startTls) {
                readUpTo(socket, "\r\n");
                socket.getOutputStream().write("a1 STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
                readUpTo(socket, "\r\n");
            }
            // In TLS 1.3 the client's handshake is over when it is refused, and the connection may be gone before it
            // hears why.
            assertThatThrownBy(() -> readUpTo(handshake(socket), "\r\n")).isInstanceOf(IOException.class);
        }
        await(() -> server.openConnections() == 0);
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

    /** Octet by octet, so that what comes behind is not read. */
    private static String readUpTo(Socket socket, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith(end)) {
            int octet = socket.getInputStream().read();
            assertThat(octet).as("the end of the stream behind: %s", read).isNotNegative();
            read.append((char) octet);
        }
        return read.toString();
    }
}
