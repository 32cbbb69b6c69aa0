package io.pymap.variation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.stream.LongStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What answers STARTTLS is the last that goes out in clear, and all of it does. */
class VariationUnderTlsTest {

    private static final ServerCertificate CERTIFICATE =
            ServerCertificate.withAuthority(CertificateTerms.loopback(Clock.systemUTC()));

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 1000)
                .filter(seed -> new Variation(seed).kinds().containsAll(Set.of(Variation.Kind.SEGMENTS)))
                .limit(24);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void beginsTls(long seed) throws IOException {
        try (PymapServer server = PymapServer.builder(DictBackend.builder()
                                .user(new User("ann", "secret"))
                                .build())
                        .certificate(CERTIFICATE)
                        .variation(new Variation(seed))
                        .start();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            send(socket, "a1 STARTTLS");
            readUpToTagged(socket.getInputStream(), "a1 ok");
            try (SSLSocket secured = (SSLSocket)
                    CERTIFICATE.clientContext().getSocketFactory().createSocket(socket, "localhost", 0, true)) {
                secured.startHandshake();
                send(secured, "a2 NOOP");
                assertThat(readUpToTagged(secured.getInputStream(), "a2 ok")).startsWithIgnoringCase("a2 ok");
            }
        }
    }

    private static void send(Socket socket, String line) throws IOException {
        socket.getOutputStream().write(line.concat("\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Octet by octet, so that what comes behind is not read. */
    private static String readUpToTagged(InputStream in, String beginning) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int octet = in.read();
            assertThat(octet).as("the end of the stream behind: %s", line).isNotNegative();
            line.append((char) octet);
            if (octet == '\n') {
                if (line.toString().regionMatches(true, 0, beginning, 0, beginning.length())) {
                    return line.toString();
                }
                line.setLength(0);
            }
        }
    }
}
