package io.pymap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.pymap.backend.redis.RedisKeys;
import io.pymap.backend.redis.RedisServer;
import io.pymap.clients.LineClient;
import io.pymap.server.PymapServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Consumer<PymapServer> whileRunning, String arguments) {
        return Main.run(
                List.of(arguments.split(" ", -1)),
                new Surroundings(
                        Map.of("TMPDIR", "/no/such/directory"), // and so no admin service
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        whileRunning));
    }

    private static void logsIn(PymapServer server, String user, String password) {
        try (LineClient client = LineClient.connect(server.port())) {
            client.line();
            assertThat(client.command("LOGIN " + user + " " + password).toString())
                    .contains("OK");
            assertThat(client.command("SELECT INBOX").toString()).contains("0 EXISTS");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis --address http://localhost| --address: expected redis://HOST:PORT",
                "redis --data-address x| --data-address: expected redis://HOST:PORT",
                "redis --select -1| --select: expected the number of a database",
                "redis --prefix {x}| --prefix: expected no braces",
                "redis --durability much| --durability: expected none, aof or wait",
                "redis --connect-timeout 0| --connect-timeout: expected a number above 0",
                "redis --command-timeout 0| --command-timeout: expected a number above 0"
            })
    void refusesWrongOptions(String arguments, String problem) {
        assertThat(run(server -> {}, arguments)).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains("pymap: error: ")
                .contains(problem)
                .hasLineCount(1);
    }

    @Test
    void givesUpWithOneLineWhereRedisIsNotThere() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        int code = run(server -> {}, "redis --address redis://ann:hush@127.0.0.1:" + port + " --connect-timeout 1");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .startsWith("pymap: error: Redis at redis://127.0.0.1:" + port + " cannot be reached (")
                .contains("--address")
                .doesNotContain("hush")
                .hasLineCount(1);
    }

    @Test
    void logsInToRedisWithThePasswordOfTheAddress() {
        try (RedisServer redis = RedisServer.start("--save", "", "--requirepass", "hush")) {
            assertThat(run(server -> {}, "redis --address redis://:wrong@127.0.0.1:" + redis.port()))
                    .isEqualTo(1);
            assertThat(err.toString(UTF_8)).contains("WRONGPASS").hasLineCount(1);
            assertThat(run(server -> {}, "redis --address " + redis.uri())).isEqualTo(1);
            assertThat(err.toString(UTF_8)).contains("NOAUTH").hasLineCount(2);

            assertThat(run(server -> {}, "--port 0 redis --address redis://:hush@127.0.0.1:" + redis.port()))
                    .isZero();
        }
    }

    @Test
    void refusesADurabilityThatRedisIsNotSetUpFor() {
        int code = run(server -> {}, "redis --address " + RedisServer.shared().uri() + " --durability aof");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("appendfsync always").hasLineCount(1);
    }

    /** With the commands of the README of the seed; in a Redis of its own, as they use keys without a prefix. */
    @Test
    void servesUsersAsTheReadmeAddsThem() {
        try (RedisServer redis = RedisServer.start("--save", "");
                RedisClient client = RedisClient.create(redis.uri());
                StatefulRedisConnection<String, String> console = client.connect()) {
            console.sync().hset("/john", "password", "s3cretp4ssword");
            console.sync().hset("/ns", "password", "plain name");
            int code = run(
                    server -> {
                        logsIn(server, "john", "s3cretp4ssword");
                        logsIn(server, "ns", "\"plain name\"");
                        assertThat(server.backend().users().names()).containsExactly("john", "ns");
                    },
                    "--port 0 redis --address " + redis.uri());

            assertThat(err.toString(UTF_8)).isEmpty();
            assertThat(code).isZero();
            assertThat(out.toString(UTF_8)).contains("(redis)");
            assertThat(RedisKeys.matching(console.sync(), "/ns/{*}/mailboxes")).hasSize(2);

            console.sync().set("/susan", "{\"password\": \"!@#$%^:*\"}");
            run(
                    server -> logsIn(server, "susan", "\"!@#$%^:*\""),
                    "--port 0 redis --users-json --select 3 --separator / --address " + redis.uri());
            assertThat(err.toString(UTF_8)).isEmpty();
            console.sync().select(3);
            assertThat(RedisKeys.matching(console.sync(), "/ns/{*}/mailboxes")).hasSize(1);
        }
    }
}
