package io.pymap.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.cli.ServerProcess;
import io.pymap.clients.LineClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many clients that want memory, and a server of 64 MB that ends at once where it cannot get more. */
@Tag("long")
class HostileClientsIT {

    private static final int MANY = 200;

    /** How long anybody else may wait for an answer meanwhile. */
    private static final Duration PROMPT = Duration.ofSeconds(10);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        server = ServerProcess.java(
                List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"),
                "--port",
                "0",
                "--tls-port",
                "0",
                "dict",
                "--demo-data");
        login(); // the first of all loads classes, for which nobody is to blame
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a LOGIN {2147483647}\r\n",
                "a LOGIN {2147483647+}\r\n",
                "a LOGIN {2147483648}\r\n",
                "a LOGIN ~{2147483647+}\r\n",
                "a LOGIN {99999999999999999999}\r\n",
                "a LOGIN {99999999999999999999+}\r\n",
                "a APPEND INBOX {2147483647+}\r\n",
                "a LOGIN {4096+}\r\n",
                "a AUTHENTICATE PLAIN\r\n",
                "endless line",
                "((((((((((((((((",
                "\r\n\r\n\r\n\r\n"
            })
    void outlivesWhatIsSentBeforeLogin(String opening) throws IOException {
        List<SocketChannel> hostile = connections(server.port());
        sendAll(hostile, opening.getBytes(ISO_8859_1));
        byte[] more = new byte[64 << 10];
        Arrays.fill(more, (byte) 'x');

        for (int round = 0; round < 6; round++) {
            sendAll(hostile, more);
            assertIsPrompt();
        }

        assertIsWell();
    }

    @Test
    void outlivesHalfTlsHellos() throws IOException {
        List<SocketChannel> hostile = connections(server.tlsPort());
        byte[] half = new byte[10_000];
        byte[] header = {0x16, 3, 1, 0x3F, (byte) 0xFF, 1, 0, 0x3F, (byte) 0xFB, 3, 3};
        System.arraycopy(header, 0, half, 0, header.length);

        sendAll(hostile, half);
        sendAll(connections(server.port()), half);

        assertIsPrompt();
        assertIsWell();
    }

    @Test
    void outlivesTlsHellosThatNeverEnd() throws IOException {
        List<SocketChannel> hostile = connections(server.tlsPort());
        byte[] record = new byte[16 << 10];
        byte[] header = {0x16, 3, 1, 0x3F, (byte) 0xFB, 1, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 3, 3};
        System.arraycopy(header, 0, record, 0, header.length);

        for (int round = 0; round < 20; round++) {
            sendAll(hostile, record);
            assertIsPrompt();
        }

        assertIsWell();
    }

    @ParameterizedTest
    @ValueSource(strings = {"900000000", "900000000+", "1000000000"})
    void outlivesAnnouncedMessagesThatDoNotCome(String size) throws IOException {
        for (int i = 0; i < MANY; i++) {
            LineClient client = login();
            client.send("a APPEND INBOX {" + size + "}\r\n");
            if (!size.endsWith("+")) {
                assertThat(client.line()).startsWith("+");
            }
        }

        assertIsPrompt();
        assertIsWell();
    }

    @Test
    void outlivesMessagesThatComeInPartOnly() throws IOException {
        List<SocketChannel> hostile = connections(server.port());
        byte[] opening = "l LOGIN demouser demopass\r\na APPEND INBOX {900000000+}\r\n".getBytes(ISO_8859_1);
        byte[] part = new byte[64 << 10];

        sendAll(hostile, opening);
        for (int round = 0; round < 20; round++) {
            sendAll(hostile, part);
            assertIsPrompt();
        }

        assertIsWell();
    }

    @Test
    void outlivesClientsThatAskForEverythingAndDoNotRead() throws IOException {
        LineClient owner = login();
        owner.command("CREATE Big");
        owner.send("a APPEND Big {65536+}\r\n" + "x".repeat(65534) + "\r\n\r\n");
        owner.until("a OK");
        owner.command("SELECT Big");
        for (int messages = 1; messages < 4096; messages *= 2) {
            owner.command("COPY 1:" + messages + " Big");
        }
        assertThat(owner.command("NOOP")).last().asString().contains("OK");

        List<LineClient> deaf = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            LineClient client = login();
            client.command("SELECT Big");
            client.send("f UID FETCH 1:* BODY.PEEK[]\r\n");
            deaf.add(client);
        }
        for (int i = 0; i < 20; i++) {
            assertIsPrompt();
        }

        List<String> all = deaf.get(0).until("f "); // one hears after all: it gets everything
        assertThat(all).last().asString().startsWith("f OK");
        assertThat(all.stream().filter(line -> line.contains(" FETCH (")).count())
                .isEqualTo(4096);
        assertIsWell();
    }

    @Test
    void outlivesCommandsWhoseAnswersNobodyReads() throws IOException {
        SocketChannel hostile = connections(server.port()).get(0);
        String commands = "a UID FETCH 1:* (ENVELOPE BODY.PEEK[])\r\n".repeat(1000);
        sendAll(List.of(hostile), "l LOGIN demouser demopass\r\ns SELECT INBOX\r\n".getBytes(ISO_8859_1));

        for (int round = 0; round < 100; round++) {
            sendAll(List.of(hostile), commands.getBytes(ISO_8859_1));
            assertIsPrompt();
        }

        assertIsWell();
    }

    private LineClient login() throws IOException {
        LineClient client = LineClient.login(server.port(), "demouser", "demopass");
        opened.add(client);
        return client;
    }

    private List<SocketChannel> connections(int port) throws IOException {
        List<SocketChannel> connections = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            opened.add(channel);
            connections.add(channel);
        }
        return connections;
    }

    private static void sendAll(List<SocketChannel> connections, byte[] octets) {
        for (SocketChannel channel : connections) {
            send(channel, ByteBuffer.wrap(octets));
        }
    }

    /** As much as the server takes; false where it has closed the connection. */
    private static boolean send(SocketChannel channel, ByteBuffer octets) {
        try {
            int sent;
            do {
                sent = channel.write(octets);
            } while (sent > 0 && octets.hasRemaining());
            return true;
        } catch (IOException serverHasHadEnough) {
            return false;
        }
    }

    private void assertIsPrompt() throws IOException {
        Instant before = Instant.now();
        try (LineClient client = LineClient.login(server.port(), "demouser", "demopass")) {
            assertThat(client.command("STATUS INBOX (MESSAGES)")).hasSize(2);
        }
        assertThat(Duration.between(before, Instant.now())).isLessThan(PROMPT);
    }

    private void assertIsWell() throws IOException {
        assertThat(server.isAlive()).isTrue();
        assertThat(server.errors()).doesNotContain("OutOfMemory").doesNotContain("ERROR");
    }
}
