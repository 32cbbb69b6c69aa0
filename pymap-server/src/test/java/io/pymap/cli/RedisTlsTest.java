package io.pymap.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.redis.RedisServer;
import io.pymap.clients.LineClient;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis behind TLS. */
class RedisTlsTest {

    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    Path directory;

    private final ServerCertificate certificate =
            ServerCertificate.selfSigned(CertificateTerms.loopback(Clock.systemUTC()));

    private Path pem(String name, String kind, byte[] octets) throws IOException {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets) + "\n-----END " + kind
                + "-----\n";
        return Files.writeString(directory.resolve(name), text, US_ASCII);
    }

    private RedisServer startRedis(int tlsPort) throws IOException, GeneralSecurityException {
        Path chain = pem("chain.pem", "CERTIFICATE", certificate.chain().get(0).getEncoded());
        Path key = pem("key.pem", "PRIVATE KEY", certificate.key().getEncoded());
        return RedisServer.start(
                "--save",
                "",
                "--requirepass",
                "hush",
                "--tls-port",
                String.valueOf(tlsPort),
                "--tls-cert-file",
                chain.toString(),
                "--tls-key-file",
                key.toString(),
                "--tls-ca-cert-file",
                chain.toString(),
                "--tls-auth-clients",
                "no");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path trustStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        store.setCertificateEntry("redis", certificate.chain().get(0));
        Path file = directory.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        }
        return file;
    }

    @Test
    @SuppressWarnings("try") // Redis only runs
    void speaksTlsToARedisThatIsTrusted() throws IOException, GeneralSecurityException {
        int tlsPort = freePort();
        try (RedisServer redis = startRedis(tlsPort);
                ServerProcess server = ServerProcess.java(
                        List.of(
                                "-Djavax.net.ssl.trustStore=" + trustStore(),
                                "-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD),
                        "--port",
                        "0",
                        "redis",
                        "--address",
                        "rediss://:hush@localhost:" + tlsPort);
                LineClient client = LineClient.connect(server.port())) {
            assertThat(server.readyLine()).contains("(redis)");
            client.line();
            assertThat(client.command("LOGIN nobody x").toString()).contains("AUTHENTICATIONFAILED");
        }
    }

    @Test
    @SuppressWarnings("try") // Redis only runs
    void saysAtOnceThatItDoesNotTrustTheCertificate() throws IOException, GeneralSecurityException {
        int tlsPort = freePort();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (RedisServer redis = startRedis(tlsPort)) {
            int code = Main.run(
                    List.of("redis", "--connect-timeout", "3600", "--address", "rediss://:hush@localhost:" + tlsPort),
                    new Surroundings(
                            Map.of("TMPDIR", "/no/such/directory"),
                            InputStream.nullInputStream(),
                            new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
                            new PrintStream(err, true, UTF_8),
                            server -> {}));

            assertThat(code).isEqualTo(1);
        }
        assertThat(err.toString(UTF_8))
                .startsWith("pymap: error: Redis at rediss://localhost:" + tlsPort + " cannot be reached (")
                .contains("PYMAP_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE")
                .doesNotContain("hush")
                .hasLineCount(1);
    }
}
