package io.pymap.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import io.pymap.tls.CertificateAuthority;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import io.pymap.transcript.TranscriptRecorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;

/** A server with TLS that is about to misbehave, with a certificate of an authority that clients know. */
abstract class MisbehavingTlsServer {

    final CertificateTerms terms = CertificateTerms.loopback(Clock.systemUTC());
    final CertificateAuthority authority = new CertificateAuthority(terms);
    final ServerCertificate certificate = authority.issue(terms);
    final ServerFaults faults = new ServerFaults(() -> authority);
    final TranscriptRecorder transcript = new TranscriptRecorder();
    final PymapServer server = PymapServer.builder(
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

    LineClient loggedIn() throws IOException {
        LineClient client = LineClient.connectTls(server.tlsPort().orElseThrow(), certificate.clientContext());
        client.line();
        client.command("LOGIN ann secret");
        client.command("SELECT INBOX");
        return client;
    }

    SSLSocket handshake(Socket socket) throws IOException {
        return handshake(socket, certificate.clientContext());
    }

    static SSLSocket handshake(Socket socket, SSLContext context) throws IOException {
        return handshake(socket, context, ServerCertificate.PROTOCOLS.toArray(String[]::new));
    }

    static SSLSocket handshake(Socket socket, SSLContext context, String... versions) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 0, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(versions);
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Octet by octet, so that what comes behind is not read. */
    static String readUpTo(Socket socket, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith(end)) {
            int octet = socket.getInputStream().read();
            assertThat(octet).as("the end of the stream behind: %s", read).isNotNegative();
            read.append((char) octet);
        }
        return read.toString();
    }
}
