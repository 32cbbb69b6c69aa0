package io.pymap.fault;

import static io.pymap.fault.MisbehavingServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.clients.LineClient;
import io.pymap.tls.RevocationCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with TLS itself. */
class TlsFaultsTest extends MisbehavingTlsServer {

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
        assertThat(shown().getSubjectAlternativeNames()).isNull();
    }

    /** The JDK takes it. */
    @Test
    void showsACertificateWithAWeakKey() throws Exception {
        faults.tls(TlsFault.WEAK_KEY);
        assertThat(((RSAKey) shown().getPublicKey()).getModulus().bitLength()).isEqualTo(1024);
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

    /** The client asks nobody: all it knows is what the server has shown it. */
    @ParameterizedTest
    @CsvSource({"TLSv1.3, true", "TLSv1.3, false", "TLSv1.2, true", "TLSv1.2, false"})
    void staplesThatACertificateIsRevoked(String version, boolean startTls) throws Exception {
        faults.tls(TlsFault.REVOKED_STAPLED);
        SSLContext heedless = certificate.clientContext();
        try (Socket socket = startTls ? startedTls() : connect(server.tlsPort().orElseThrow());
                SSLSocket secured = handshake(socket, heedless, version)) {
            ExtendedSSLSession session = (ExtendedSSLSession) secured.getSession();
            X509Certificate own = (X509Certificate) session.getPeerCertificates()[0];
            byte[] stapled = session.getStatusResponses().get(0);
            faults.clear(); // no responder answers any more
            assertThatThrownBy(() -> validate(own, stapled)).hasMessageContaining("Certificate has been revoked");
        }
        try (Socket socket = connect(server.tlsPort().orElseThrow());
                SSLSocket secured = handshake(socket, heedless, version)) {
            ExtendedSSLSession session = (ExtendedSSLSession) secured.getSession();
            assertThat(session.getStatusResponses()).isEmpty();
        }
        assertThat(System.getProperty("jdk.tls.server.enableStatusRequestExtension"))
                .isNull();
    }

    private void validate(X509Certificate own, byte[] stapled) throws GeneralSecurityException {
        RevocationCheck.validate(
                own, certificate.trustAnchor(), checker -> checker.setOcspResponses(Map.of(own, stapled)));
    }

    private Socket startedTls() throws IOException {
        Socket socket = connect(server.port());
        readUpTo(socket, "\r\n");
        socket.getOutputStream().write("a1 STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(readUpTo(socket, "\r\n")).startsWith("a1 OK");
        return socket;
    }

    /** A client of the JDK that checks refuses the handshake by what is stapled. */
    @Test
    void isRefusedByAClientThatHeedsWhatIsStapled() throws Exception {
        faults.tls(TlsFault.REVOKED_STAPLED);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                Set.of(new TrustAnchor(certificate.trustAnchor().certificate(), null)), new X509CertSelector());
        parameters.setRevocationEnabled(true);
        SSLContext careful = trusting(parameters);
        try (Socket socket = connect(server.tlsPort().orElseThrow())) {
            assertThatThrownBy(() -> handshake(socket, careful))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasStackTraceContaining("Certificate has been revoked");
        }
    }

    @Test
    void asksNobodyAnyMoreWhenTheServerHasEnded() throws IOException {
        faults.tls(TlsFault.REVOKED_STAPLED);
        int port = portOfResponder(shown());
        connect(port).close();

        server.close();

        assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
    }

    /** RFC 5280 4.2.2.1. */
    private static int portOfResponder(X509Certificate shown) {
        String access = new String(shown.getExtensionValue("1.3.6.1.5.5.7.1.1"), StandardCharsets.ISO_8859_1);
        return URI.create(access.substring(access.indexOf("http:"))).getPort();
    }

    private SSLContext checkingRevocation() throws GeneralSecurityException {
        CRL revoked = CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(faults.revocationList().getBytes(StandardCharsets.US_ASCII)));
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                Set.of(new TrustAnchor(certificate.trustAnchor().certificate(), null)), new X509CertSelector());
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(revoked))));
        return trusting(parameters);
    }

    private static SSLContext trusting(PKIXBuilderParameters parameters) throws GeneralSecurityException {
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
        try (Socket socket = startedTls()) {
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
        try (Socket socket = startedTls()) {
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
        try (Socket socket = startTls ? startedTls() : connect(server.tlsPort().orElseThrow())) {
            // In TLS 1.3 the client's handshake is over when it is refused, and the connection may be gone before it
            // hears why.
            assertThatThrownBy(() -> readUpTo(handshake(socket), "\r\n")).isInstanceOf(IOException.class);
        }
        await(() -> server.openConnections() == 0);
    }
}
