package io.pymap.samples;

import static io.pymap.assertj.ImapAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.Tls;
import io.pymap.junit.ImapServer;
import io.pymap.transcript.Line;
import io.pymap.transcript.Transcript;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate is a real one, of an authority that lives as long as the test run: nothing has to be switched off. */
@ImapServer(tls = Tls.STARTTLS)
class TlsTest {

    @Test
    void saysNothingButStartTlsInClear(Store store, Transcript transcript) {
        assertThat(store.isConnected()).isTrue();
        assertThat(transcript.lines())
                .filteredOn(line -> line.fromClient() && !line.secure())
                .extracting(Line::text)
                .singleElement()
                .asString()
                .endsWith(" STARTTLS");
    }

    @Test
    void sendsNoPasswordToAStranger(ImapEndpoint imap, Transcript transcript) {
        Properties trustsOnlyTheWellKnown = imap.jakartaMailProperties();
        trustsOnlyTheWellKnown.remove("mail.imap.ssl.socketFactory");

        assertThatThrownBy(() -> Session.getInstance(trustsOnlyTheWellKnown)
                        .getStore()
                        .connect(imap.username(), imap.password()))
                .isInstanceOf(MessagingException.class);

        assertThat(transcript).sent("STARTTLS").neverSent("LOGIN *").neverSent("AUTHENTICATE *");
    }

    @Nested
    @ImapServer(tls = Tls.IMPLICIT)
    class FromTheStart {

        @Test
        void trustsACertificateInAFile(ImapEndpoint imap, @TempDir Path directory) throws Exception {
            Path file = Files.writeString(directory.resolve("ca.pem"), imap.caPem());

            try (SSLSocket socket =
                    (SSLSocket) trusting(file).getSocketFactory().createSocket(imap.host(), imap.port())) {
                socket.startHandshake();

                assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            }
        }
    }

    /** The code under test. */
    private static SSLContext trusting(Path file) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
