package io.pymap.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.auth.sasl.ScramClient;
import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.User;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ClientAuthorities;
import io.pymap.tls.ServerCertificate;
import java.io.IOException;
import java.net.Socket;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the mechanisms learn of TLS: the certificates of both sides. */
class TlsAuthenticationTest {

    private final ServerCertificate certificate =
            ServerCertificate.selfSigned(CertificateTerms.loopback(Clock.systemUTC()));
    private final PymapServer server = PymapServer.builder(DictBackend.builder()
                    .user(new User("ann@example.com", "secret"))
                    .user(new User("bob", "secret"))
                    .build())
            .certificate(certificate)
            .clientAuthorities(ClientAuthorities.load(file("clients-ca.pem")))
            .tlsPort(0)
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    private static Path file(String name) {
        try {
            URL found = Objects.requireNonNull(ServerCertificate.class.getResource(name), name);
            return Path.of(found.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private LineClient connect(SSLContext context) throws IOException {
        return LineClient.connectTls(server.tlsPort().orElseThrow(), context);
    }

    /** Of a client that has a certificate. */
    private SSLContext contextOf(String pem) throws GeneralSecurityException, IOException {
        ServerCertificate own = ServerCertificate.load(file(pem), file(pem));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        store.setKeyEntry("client", own.key(), new char[0], own.chain().toArray(Certificate[]::new));
        store.setCertificateEntry("server", certificate.chain().get(0));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {new Insistent((X509KeyManager) keys.getKeyManagers()[0])},
                trust.getTrustManagers(),
                new SecureRandom());
        return context;
    }

    /** Shows its certificate whether or not the server has said that it would do. */
    private record Insistent(X509KeyManager keys) implements X509KeyManager {
        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return "client";
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {"client"};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            throw new IllegalStateException("This is a client");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** RFC 4422 A.4: with an empty authorization identity, and with the client's own. */
    @ParameterizedTest
    @CsvSource({"client-ann.pem, ann@example.com, =", "client-bob.pem, bob, Ym9i"})
    void takesTheUserFromTheCertificate(String pem, String user, String response) throws Exception {
        try (LineClient client = connect(contextOf(pem))) {
            assertThat(client.line()).startsWith("* OK [CAPABILITY").contains(" AUTH=EXTERNAL ");

            assertThat(client.command("AUTHENTICATE EXTERNAL " + response).get(0))
                    .startsWith("t1 OK [CAPABILITY");
            assertThat(server.backend().users().find(user)).isPresent();
        }
    }

    @Test
    void letsACertificateSpeakForNobodyElse() throws Exception {
        try (LineClient client = connect(contextOf("client-bob.pem"))) {
            client.line();

            assertThat(client.command("AUTHENTICATE EXTERNAL " + base64("ann@example.com")))
                    .singleElement()
                    .asString()
                    .startsWith("t1 NO [AUTHORIZATIONFAILED]");
        }
    }

    @Test
    void offersNothingToAClientWithoutCertificate() throws Exception {
        try (LineClient client = connect(certificate.clientContext())) {
            assertThat(client.line()).contains(" AUTH=PLAIN ").doesNotContain("EXTERNAL");

            assertThat(client.command("AUTHENTICATE EXTERNAL =").get(0)).startsWith("t1 NO [CANNOT]");
            assertThat(client.command("LOGIN bob secret").get(0)).startsWith("t2 OK");
        }
    }

    @Test
    void endsWithACertificateOfStrangers() throws Exception {
        assertThatThrownBy(() -> {
                    try (LineClient client = connect(contextOf("client-stranger.pem"))) {
                        client.line();
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void bindsScramToTheServersCertificate() throws Exception {
        byte[] binding = MessageDigest.getInstance("SHA-256")
                .digest(certificate.chain().get(0).getEncoded());
        ScramClient scram = new ScramClient(
                "SHA-256", "p=tls-server-end-point,,", binding, "n=bob,r=rOprNGfwEbeRWgbNEkqO", "secret");
        try (LineClient client = connect(certificate.clientContext())) {
            assertThat(client.line()).contains(" AUTH=SCRAM-SHA-256-PLUS AUTH=SCRAM-SHA-1-PLUS ");

            client.send("a AUTHENTICATE SCRAM-SHA-256-PLUS " + base64(scram.first()) + "\r\n");
            String first = challenge(client);
            client.send(base64(scram.last(first)) + "\r\n");
            assertThat(challenge(client)).isEqualTo(scram.verifier(first));
            client.send("\r\n");
            assertThat(client.line()).startsWith("a OK [CAPABILITY");
        }
    }

    /** The client may find that the server does not know the password either. */
    @Test
    void letsTheClientGiveUpWhenItHasTheServersProof() throws Exception {
        ScramClient scram = new ScramClient("SHA-1", "bob", "secret");
        try (LineClient client = LineClient.connect(server.port())) {
            client.line();
            client.send("a AUTHENTICATE SCRAM-SHA-1\r\n");
            assertThat(challenge(client)).isEmpty();
            client.send(base64(scram.first()) + "\r\n");
            client.send(base64(scram.last(challenge(client))) + "\r\n");
            challenge(client);
            client.send("*\r\n");

            assertThat(client.line()).startsWith("a BAD");
            assertThat(client.command("SELECT INBOX").get(0)).startsWith("t1 BAD");
        }
    }

    private static String challenge(LineClient client) throws IOException {
        String line = client.line();
        assertThat(line).startsWith("+ ");
        return new String(Base64.getDecoder().decode(line.substring(2)), UTF_8);
    }
}
