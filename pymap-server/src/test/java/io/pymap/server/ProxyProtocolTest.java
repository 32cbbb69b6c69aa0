package io.pymap.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.User;
import io.pymap.transport.ConnectionTap;
import io.pymap.transport.ProxyProtocol;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The PROXY protocol, versions 1 and 2, ahead of IMAP. */
class ProxyProtocolTest {

    private static final String V1 = "PROXY TCP4 192.0.2.7 192.0.2.1 40000 143\r\n";

    /** Version 2, command PROXY, TCP over IPv4, 12 octets: both addresses and ports. */
    private static final String V2 =
            "\r\n\r\n\0\r\nQUIT\n!\u0011\0\f\u00C0\0\u0002\u0007\u00C0\0\u0002\u0001\u009C@\0\u008F";

    private final BlockingQueue<String> peers = new LinkedBlockingQueue<>();

    private PymapServer server(ProxyProtocol expected) {
        return builder(expected).start();
    }

    private PymapServer.Builder builder(ProxyProtocol expected) {
        return PymapServer.builder(
                        DictBackend.builder().user(new User("ann", "secret")).build())
                .proxyProtocol(expected)
                .tap(new ConnectionTap() {
                    @Override
                    public void opened(String connection, String peer) {
                        peers.add(peer);
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"DETECT, 1", "DETECT, 2", "V1, 1", "V2, 2"})
    void takesTheClientFromTheHeader(ProxyProtocol expected, int version) throws Exception {
        try (PymapServer server = server(expected);
                LineClient client = LineClient.connect(server.port())) {
            client.send((version == 1 ? V1 : V2) + "a NOOP\r\n");

            assertThat(client.line()).startsWith("* OK [CAPABILITY");
            assertThat(client.line()).isEqualTo("a OK NOOP completed.");
            assertThat(peers.poll(10, TimeUnit.SECONDS)).isEqualTo("192.0.2.7:40000");
        }
    }

    /** An address that somebody claims is no reason to let passwords pass in clear text. */
    @Test
    void givesAClaimedLoopbackAddressNoRights() throws IOException {
        try (PymapServer server = server(ProxyProtocol.DETECT);
                LineClient client = LineClient.connect(server.port())) {
            client.send("PROXY TCP4 127.0.0.1 127.0.0.1 40000 143\r\n");

            assertThat(client.line()).contains(" STARTTLS LOGINDISABLED").doesNotContain("AUTH=PLAIN");
            assertThat(client.command("LOGIN ann secret")).last().asString().contains("NO [PRIVACYREQUIRED]");
        }
    }

    @Test
    void letsEverybodySendPasswordsWhereItIsToldTo() throws IOException {
        try (PymapServer server = builder(ProxyProtocol.DETECT).insecureLogin().start();
                LineClient client = LineClient.connect(server.port())) {
            client.send("PROXY TCP4 192.0.2.7 127.0.0.1 40000 143\r\n");

            assertThat(client.line()).contains(" STARTTLS ", "AUTH=PLAIN").doesNotContain("LOGINDISABLED");
            assertThat(client.command("LOGIN ann secret")).last().asString().contains(" OK ");
        }
    }

    @ParameterizedTest
    @CsvSource({"V1, 2", "V2, 1", "DETECT, 0", "V1, 0", "V2, 0"})
    void closesOnAnythingElse(ProxyProtocol expected, int version) throws IOException {
        try (PymapServer server = server(expected);
                LineClient client = LineClient.connect(server.port())) {
            client.send(version == 1 ? V1 : version == 2 ? V2 : "a LOGIN ann secret with more words behind\r\n");

            assertThat(client.lineIfAny()).isEmpty();
        }
    }

    @Test
    void takesAHeaderForACommandWhereNoneIsExpected() throws IOException {
        try (PymapServer server = server(ProxyProtocol.NONE);
                LineClient client = LineClient.connect(server.port())) {
            client.line();
            client.send(new String(V1.getBytes(ISO_8859_1), ISO_8859_1));

            assertThat(client.line()).startsWith("PROXY BAD");
        }
    }
}
