package io.pymap.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationResponderTest {

    private static final byte[] MALFORMED_REQUEST = {0x30, 3, 0x0a, 1, 1};
    private static final byte[] UNAUTHORIZED = {0x30, 3, 0x0a, 1, 6};

    private final CertificateTerms terms = CertificateTerms.loopback(Clock.systemUTC());
    private final CertificateAuthority authority = new CertificateAuthority(terms);
    private final RevocationResponder responder = RevocationResponder.start(authority);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        responder.close();
    }

    private static void validate(ServerCertificate certificate, Consumer<PKIXRevocationChecker> answers)
            throws GeneralSecurityException {
        RevocationCheck.validate(certificate.chain().get(0), certificate.trustAnchor(), answers);
    }

    private void ask(PKIXRevocationChecker checker) {
        checker.setOcspResponder(responder.address());
    }

    @Test
    void tellsWhatIsRevoked() {
        assertThatThrownBy(() -> validate(authority.issueRevoked(terms), this::ask))
                .hasMessageContaining("Certificate has been revoked");
        assertThatCode(() -> validate(authority.issue(terms), this::ask)).doesNotThrowAnyException();
    }

    @Test
    void knowsNothingOfOtherAuthorities() {
        ServerCertificate other = new CertificateAuthority(terms).issue(terms);
        assertThatThrownBy(() -> validate(other, this::ask)).hasStackTraceContaining("UNAUTHORIZED");
    }

    /** RFC 6960 4.1.1, of the issuer's name and key as the certificate has them. */
    private static byte[] request(ServerCertificate certificate) throws GeneralSecurityException {
        X509Certificate issuer = certificate.trustAnchor().certificate();
        byte[] key = issuer.getPublicKey().getEncoded();
        byte[] bits = Arrays.copyOfRange(key, key.length - 65, key.length);
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        byte[] id = Der.sequence(
                Der.sequence(Der.objectIdentifier("1.3.14.3.2.26")),
                Der.octets(sha1.digest(issuer.getSubjectX500Principal().getEncoded())),
                Der.octets(sha1.digest(bits)),
                Der.integer(certificate.chain().get(0).getSerialNumber()));
        return Der.sequence(Der.sequence(Der.sequence(Der.sequence(id))));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/ocsp-response");
        return answer;
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(responder.address() + path));
    }

    /** RFC 6960 A.1. */
    @Test
    void takesRequestsInThePathAndBehindIt() throws Exception {
        ServerCertificate revoked = authority.issueRevoked(terms);
        byte[] request = request(revoked);
        String path = URLEncoder.encode(Base64.getEncoder().encodeToString(request), StandardCharsets.US_ASCII);
        for (HttpRequest.Builder way : List.of(to("/" + path), to("").POST(BodyPublishers.ofByteArray(request)))) {
            byte[] answer = send(way).body();
            X509Certificate own = revoked.chain().get(0);
            assertThatThrownBy(() -> validate(revoked, checker -> checker.setOcspResponses(Map.of(own, answer))))
                    .hasMessageContaining("Certificate has been revoked");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/hello%20there", "/MAA="})
    void isAskedForNothingByOtherPaths(String path) throws Exception {
        assertThat(send(to(path)).body()).isEqualTo(UNAUTHORIZED);
    }

    /** The serial number has ten octets in all. */
    @Test
    void saysThatARequestIsBrokenOff() throws Exception {
        byte[] whole = request(authority.issue(terms));
        for (int missing : new int[] {1, 8, 9, 10}) {
            HttpRequest.Builder part = to("").POST(BodyPublishers.ofByteArray(whole, 0, whole.length - missing));
            assertThat(send(part).body()).as("without the last %d", missing).isEqualTo(MALFORMED_REQUEST);
        }
        HttpRequest.Builder none = to("").POST(BodyPublishers.ofByteArray(whole, 0, whole.length - 11));
        assertThat(send(none).body()).isEqualTo(UNAUTHORIZED);
    }

    @Test
    void knowsTwoMethods() throws Exception {
        HttpRequest put = to("/").PUT(BodyPublishers.noBody()).build();
        assertThat(http.send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
    }

    @Test
    void listensUntilItIsClosed() {
        responder.close();
        assertThatThrownBy(() -> send(to("/"))).isInstanceOf(ConnectException.class);
    }
}
