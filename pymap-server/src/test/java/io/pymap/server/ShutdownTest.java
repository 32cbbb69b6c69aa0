package io.pymap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.pymap.backend.OnWorkers;
import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.User;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShutdownTest {

    private static final String BYE = "* BYE [UNAVAILABLE]";

    private static final ServerCertificate CERTIFICATE =
            ServerCertificate.withAuthority(CertificateTerms.loopback(Clock.systemUTC()));

    private static PymapServer.Builder builder() {
        return builder(false);
    }

    private static PymapServer.Builder builder(boolean mayBlock) {
        DictBackend dict = DictBackend.builder().user(new User("ann", "secret")).build();
        return PymapServer.builder(mayBlock ? new OnWorkers(dict) : dict)
                .tlsPort(0)
                .certificate(CERTIFICATE);
    }

    @ParameterizedTest(name = "native transport: {0}, worker threads: {1}")
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void saysByeToClientsInEveryState(boolean nativeTransport, boolean mayBlock) throws IOException {
        PymapServer.Builder builder = nativeTransport ? builder(mayBlock).nativeTransport() : builder(mayBlock);
        PymapServer server =
                builder.eventLoops(2).hangUp(Duration.ofMillis(500)).start();
        List<LineClient> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(beforeLogin(server));
            clients.add(authenticated(server));
            clients.add(idling(server));
            clients.add(inTheMiddleOfALine(server));
            clients.add(inTheMiddleOfALiteral(server));
            clients.add(behindTls(server));
        }

        server.close();

        for (LineClient client : clients) {
            assertThat(client.line()).startsWith(BYE);
            assertThat(client.lineIfAny()).isEmpty();
            client.close();
        }
    }

    @Test
    void doesNotWaitLongForClientsThatStay() throws IOException {
        PymapServer server = builder().start();
        LineClient client = idling(server);

        Instant before = Instant.now();
        server.close();

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(4));
        client.close();
    }

    @Test
    void refusesConnectionsOnceClosed() throws IOException {
        PymapServer server = builder().start();

        server.close();

        assertThatIOException().isThrownBy(() -> LineClient.connect(server.port()));
    }

    private static LineClient beforeLogin(PymapServer server) throws IOException {
        LineClient client = LineClient.connect(server.port());
        client.line();
        return client;
    }

    private static LineClient behindTls(PymapServer server) throws IOException {
        LineClient client = LineClient.connectTls(server.tlsPort().orElseThrow(), CERTIFICATE.clientContext());
        client.line();
        return client;
    }

    private static LineClient authenticated(PymapServer server) throws IOException {
        return LineClient.login(server.port(), "ann", "secret");
    }

    private static LineClient idling(PymapServer server) throws IOException {
        LineClient client = authenticated(server);
        client.command("SELECT INBOX");
        client.send("i IDLE\r\n");
        client.until("+");
        return client;
    }

    private static LineClient inTheMiddleOfALine(PymapServer server) throws IOException {
        LineClient client = authenticated(server);
        client.send("a NOO");
        return client;
    }

    private static LineClient inTheMiddleOfALiteral(PymapServer server) throws IOException {
        LineClient client = authenticated(server);
        client.send("a APPEND INBOX {1000}\r\n");
        client.until("+");
        client.send("From: ann");
        return client;
    }
}
