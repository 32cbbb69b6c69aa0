package io.pymap.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.RawImapClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no client of good will sends. The server goes on for the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {

    private final EmbeddedImapServer imap =
            EmbeddedImapServer.builder().account("bob", "secret").start();
    private final ControlServer control =
            ControlServer.builder(imap.fixture()).token("s3cret").start();

    @AfterAll
    void close() {
        control.close();
        imap.close();
    }

    private Socket connect() throws IOException {
        InetSocketAddress address = control.address();
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** All that comes until the server closes the connection. */
    private String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            try {
                out.write(request.getBytes(ISO_8859_1));
                out.flush();
            } catch (SocketException closedAlready) {
                assertThat(request.length()).isGreaterThan(10_000);
            }
            return readAll(socket);
        }
    }

    private static String readAll(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] piece = new byte[8192];
        try {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                all.write(piece, 0, count);
            }
        } catch (SocketException reset) {
            return all.toString(ISO_8859_1); // what has come before
        }
        return all.toString(ISO_8859_1);
    }

    private static String get(String target, String... headers) {
        String all = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "GET " + target + " HTTP/1.1\r\nConnection: close\r\n" + all + "\r\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/server       | Host: localhost                                                    | 401",
                "/v1/server       | Host: localhost;Authorization: Bearer wrong                        | 401",
                "/v1/server       | Host: localhost;Authorization: Basic s3cret                        | 401",
                "/v1/server?token=s3cret | Host: localhost                                             | 401",
                "/v1/server       | Host: localhost;Authorization: Bearer s3cret                       | 200",
                "/v1/server       | Host: 127.0.0.1:1;Authorization: Bearer s3cret                     | 200",
                "/v1/server       | Host: [::1]:8143;Authorization: Bearer s3cret                      | 200",
                "/v1/server       | Host: evil.example;Authorization: Bearer s3cret                    | 421",
                "/v1/server       | Host: localhost.evil.example;Authorization: Bearer s3cret          | 421",
                "/health          | Host: evil.example                                                 | 421",
                "/health          | X: y                                                               | 421",
                "/health          | Host: localhost                                                    | 200",
                "/                | Host: localhost                                                    | 200",
                "/v1/server       | Host: localhost;Origin: http://evil.example;Authorization: Bearer s3cret | 403",
                "/v1/server       | Host: localhost;Origin: null;Authorization: Bearer s3cret          | 403",
                "/v1/server       | Host: localhost;Origin: http://localhost;Authorization: Bearer s3cret | 200",
                "/v1/accounts/b%GG  | Host: localhost                                                  | 400",
                "/v1/accounts/b%4   | Host: localhost                                                  | 400",
                "/v1/accounts/b%    | Host: localhost                                                  | 400",
                "/v1/../etc/passwd  | Host: localhost                                                  | 404",
                "http://localhost/  | Host: localhost                                                  | 400",
                "*                  | Host: localhost                                                  | 400",
            })
    void admitsWhoMay(String target, String headers, int status) throws IOException {
        assertThat(exchange(get(target, headers.split(";")))).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void refusesWhatIsTooLong() throws IOException {
        assertThat(exchange(get("/" + "a".repeat(20_000), "Host: localhost"))).startsWith("HTTP/1.1 414");
        assertThat(exchange(get("/health", "Host: localhost", "X: " + "a".repeat(20_000))))
                .startsWith("HTTP/1.1 431");
        assertThat(exchange("POST /v1/seed HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json");
    }

    @Test
    void refusesWhatIsNoHttp() throws IOException {
        assertThat(exchange("a1 LOGIN bob secret\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(exchange("\u0016\u0003\u0001\u0002\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void answersRequestsThatComeTogetherInOrder() throws IOException {
        String request = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";

        String answers = exchange(request + request + get("/v1/server", "Host: localhost"));

        assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(3);
        assertThat(answers).endsWith("}").contains("HTTP/1.1 401");
    }

    @Test
    void answersWhileManyAreOpenAndSilent() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = connect();
                socket.getOutputStream().write("POST /v1/seed HTTP/1.1\r\nHost: loc".getBytes(ISO_8859_1));
                silent.add(socket);
            }
            assertThat(exchange(get("/health", "Host: localhost"))).endsWith("{\"status\":\"UP\"}");
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void waitsForNobodyWhoHasGone() throws IOException {
        String body = "{\"idling\":\"INBOX\",\"atMost\":\"PT10M\"}";
        for (int i = 0; i < 20; i++) {
            try (Socket socket = connect()) {
                socket.getOutputStream()
                        .write(("POST /v1/await HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer s3cret\r\n"
                                        + "Content-Type: application/json\r\nContent-Length: " + body.length()
                                        + "\r\n\r\n" + body)
                                .getBytes(ISO_8859_1));
            }
        }

        assertThat(exchange(get("/health", "Host: localhost"))).endsWith("{\"status\":\"UP\"}");
    }

    @Test
    void tellsWhatHappensToThoseWhoListen() throws IOException {
        try (Socket socket = connect()) {
            InstantSource clock = InstantSource.system();
            socket.getOutputStream()
                    .write("GET /v1/transcript/events?token=s3cret&after=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(ISO_8859_1));
            RawImapClient client = RawImapClient.connect(imap.endpoint());
            client.send("LOGIN bob secret");

            StringBuilder seen = new StringBuilder();
            byte[] piece = new byte[4096];
            var end = clock.instant().plus(Duration.ofSeconds(20));
            while (!seen.toString().contains("OK") || !seen.toString().contains("LOGIN")) {
                assertThat(clock.instant()).isBefore(end);
                int count = socket.getInputStream().read(piece);
                assertThat(count).isPositive();
                seen.append(new String(piece, 0, count, ISO_8859_1));
            }
            assertThat(seen.toString())
                    .contains("content-type: text/event-stream")
                    .contains("event: opened\nid: ")
                    .contains("event: line\nid: ")
                    .doesNotContain("secret");
        }
    }
}
