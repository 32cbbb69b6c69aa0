package io.pymap.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCertificateTest {

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path directory;

    static Stream<ServerCertificate> madeUp() {
        return Stream.of(
                ServerCertificate.selfSigned(CertificateTerms.loopback(CLOCK)),
                ServerCertificate.withAuthority(CertificateTerms.loopback(CLOCK)));
    }

    @ParameterizedTest
    @MethodSource("madeUp")
    void shakesHandsWithAClientThatTrustsIt(ServerCertificate certificate) throws IOException {
        for (String protocol : ServerCertificate.PROTOCOLS) {
            for (String host : List.of("localhost", "127.0.0.1", "::1")) {
                TlsPair pair = new TlsPair(certificate, certificate.clientContext(), host, protocol);

                pair.shakeHands();

                assertThat(pair.sendToServer("hello")).isEqualTo("hello");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("madeUp")
    void isRefusedByAClientThatTrustsAnother(ServerCertificate certificate) {
        ServerCertificate other = ServerCertificate.selfSigned(CertificateTerms.loopback(CLOCK));

        assertThatThrownBy(() -> new TlsPair(certificate, other.clientContext(), "localhost", "TLSv1.3").shakeHands())
                .isInstanceOf(SSLException.class);
    }

    @Test
    void isRefusedForAnotherHost() {
        Instant now = CLOCK.instant();
        CertificateTerms elsewhere =
                new CertificateTerms(List.of("mail.example.net"), List.of(), now.minusSeconds(60), now.plusSeconds(60));
        ServerCertificate certificate = ServerCertificate.withAuthority(elsewhere);

        assertThatThrownBy(() ->
                        new TlsPair(certificate, certificate.clientContext(), "localhost", "TLSv1.3").shakeHands())
                .isInstanceOf(SSLException.class);
        assertThatCode(() -> new TlsPair(certificate, certificate.clientContext(), "mail.example.net", "TLSv1.3")
                        .shakeHands())
                .doesNotThrowAnyException();
    }

    @Test
    void isTrustedByClientsOfItsAuthority() throws IOException {
        CertificateTerms terms = CertificateTerms.loopback(CLOCK);
        CertificateAuthority authority = new CertificateAuthority(terms);
        ServerCertificate one = authority.issue(terms);
        ServerCertificate two = authority.issue(terms);

        new TlsPair(two, one.clientContext(), "localhost", "TLSv1.3").shakeHands();

        assertThat(one.key()).isNotEqualTo(two.key());
        assertThat(one.caPem()).isEqualTo(two.caPem());
    }

    @Test
    void isRefusedOnceItIsOver() {
        Instant now = CLOCK.instant();
        CertificateTerms over =
                new CertificateTerms(List.of("localhost"), List.of(), now.minusSeconds(120), now.minusSeconds(60));
        ServerCertificate certificate = ServerCertificate.withAuthority(over);

        assertThatThrownBy(() ->
                        new TlsPair(certificate, certificate.clientContext(), "localhost", "TLSv1.3").shakeHands())
                .isInstanceOf(SSLException.class);
    }

    @Test
    void allowsNoOldProtocol() {
        ServerCertificate certificate = ServerCertificate.selfSigned(CertificateTerms.loopback(CLOCK));

        assertThat(certificate.serverEngine(certificate.serverContext(), false).getEnabledProtocols())
                .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
    }

    @ParameterizedTest
    @MethodSource("madeUp")
    void saysWhatItsTermsSay(ServerCertificate certificate) throws Exception {
        X509Certificate leaf = certificate.chain().get(0);
        X509Certificate root = certificate.chain().get(certificate.chain().size() - 1);

        assertThat(leaf.getSubjectAlternativeNames())
                .extracting(name -> name.get(1).toString())
                .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getKeyUsage()[0]).as("digitalSignature").isTrue();
        assertThat(root.getKeyUsage()[5]).as("keyCertSign").isTrue();
        assertThat(root.getBasicConstraints()).isNotNegative();
        leaf.verify(root.getPublicKey());
        root.verify(root.getPublicKey());
        leaf.checkValidity();
        assertThat(certificate.chain().size() == 1 || leaf.getBasicConstraints() == -1)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("madeUp")
    void tellsClientsWhatToTrust(ServerCertificate certificate) throws Exception {
        byte[] pem = certificate.caPem().getBytes(StandardCharsets.US_ASCII);

        assertThat(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)))
                .isEqualTo(certificate.chain().get(certificate.chain().size() - 1));
        assertThat(certificate.caPem().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
    }

    @Test
    void makesUpAnotherKeyEveryTime() {
        assertThat(ServerCertificate.selfSigned(CertificateTerms.loopback(CLOCK))
                        .key())
                .isNotEqualTo(ServerCertificate.selfSigned(CertificateTerms.loopback(CLOCK))
                        .key());
    }

    @Test
    void keepsTheKeyOutOfItsText() {
        assertThat(ServerCertificate.selfSigned(CertificateTerms.loopback(CLOCK)))
                .hasToString("ServerCertificate[CN=localhost]");
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-certificate.pem, rsa-pkcs8.pem",
        "rsa-certificate.pem, rsa-pkcs1.pem",
        "ec-certificate.pem, ec-pkcs8.pem",
        "ec-certificate.pem, ec-sec1.pem",
        "ec-certificate.pem, ec-sec1-with-parameters.pem",
        "ec-certificate-and-key.pem, ec-certificate-and-key.pem",
        "ec521-certificate.pem, ec521-sec1.pem",
        "ed25519-certificate.pem, ed25519-pkcs8.pem"
    })
    void loadsWhatOpensslWrites(String chain, String key) throws IOException {
        ServerCertificate certificate = ServerCertificate.load(resource(chain), resource(key));

        TlsPair pair = new TlsPair(certificate, certificate.clientContext(), "localhost", "TLSv1.3");
        pair.shakeHands();
        assertThat(pair.sendToServer("hello")).isEqualTo("hello");
    }

    @Test
    void loadsFilesWithWindowsLineEnds() throws IOException {
        Path chain = Files.writeString(
                directory.resolve("chain.pem"),
                Files.readString(resource("ec-certificate.pem")).replace("\n", "\r\n"));
        Path key = Files.writeString(
                directory.resolve("key.pem"),
                Files.readString(resource("ec-sec1.pem")).replace("\n", "\r\n"));

        assertThat(ServerCertificate.load(chain, key).chain()).hasSize(1);
    }

    @Test
    void keepsTheOrderOfAChain() throws IOException {
        Path chain = Files.writeString(
                directory.resolve("chain.pem"),
                Files.readString(resource("ec-certificate.pem")) + Files.readString(resource("rsa-certificate.pem")));

        assertThat(ServerCertificate.load(chain, resource("ec-pkcs8.pem")).chain())
                .extracting(certificate -> certificate.getPublicKey().getAlgorithm())
                .containsExactly("EC", "RSA");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "missing.pem | ec-pkcs8.pem | missing.pem: no such file; check the path",
                "ec-certificate.pem | missing.pem | missing.pem: no such file; check the path",
                "ec-pkcs8.pem | ec-pkcs8.pem | ec-pkcs8.pem: no certificate in it; name the file with",
                "ec-certificate.pem | ec-certificate.pem | ec-certificate.pem: no private key in it; name the file with",
                "ec-certificate.pem | encrypted-pkcs8.pem | encrypted-pkcs8.pem: the private key is encrypted; decrypt it",
                "rsa-certificate.pem | encrypted-pkcs1.pem | encrypted-pkcs1.pem: the private key is encrypted; decrypt it",
                "ec-certificate.pem | rsa-pkcs8.pem | rsa-pkcs8.pem: the key does not belong to the first certificate",
                "rsa-certificate.pem | ec-pkcs8.pem | ec-pkcs8.pem: the key does not belong to the first certificate",
                "ec.p12 | ec-pkcs8.pem | ec.p12: no PEM block",
                "ec-certificate.pem | ec-sec1-explicit-curve.pem | the EC key does not name its curve; convert it",
                ". | ec-pkcs8.pem | cannot be read"
            })
    void saysInOneLineWhichFileIsWrongAndWhatToDo(String chain, String key, String message) throws IOException {
        Path chainFile = resource(chain);
        Path keyFile = resource(key);

        assertThatThrownBy(() -> ServerCertificate.load(chainFile, keyFile))
                .isInstanceOf(CertificateFileException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nMAAA\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nMAMCAQEEAP//\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN DSA PRIVATE KEY-----\nMAAA\n-----END DSA PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMAAA\n",
                ""
            })
    void refusesBrokenKeys(String pem) throws IOException {
        Path key = Files.writeString(directory.resolve("key.pem"), pem);
        Path chain = resource("ec-certificate.pem");

        assertThatThrownBy(() -> ServerCertificate.load(chain, key))
                .isInstanceOf(CertificateFileException.class)
                .hasMessageStartingWith(key + ": ");
    }

    @Test
    void refusesBrokenCertificates() throws IOException {
        Path chain = Files.writeString(
                directory.resolve("chain.pem"), "-----BEGIN CERTIFICATE-----\nMAAA\n-----END CERTIFICATE-----\n");
        Path key = resource("ec-pkcs8.pem");

        assertThatThrownBy(() -> ServerCertificate.load(chain, key))
                .isInstanceOf(CertificateFileException.class)
                .hasMessage(chain + ": a certificate in it is broken; copy the file again");
    }

    /** A path next to the test files, also where there is no such file. */
    private static Path resource(String name) {
        try {
            return Path.of(ServerCertificateTest.class
                            .getResource("ec-pkcs8.pem")
                            .toURI())
                    .resolveSibling(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
