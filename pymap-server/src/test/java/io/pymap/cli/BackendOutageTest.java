package io.pymap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.pymap.admin.AdminClient;
import io.pymap.backend.redis.RedisServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process of ours tells that its Redis is killed, and that it is back. */
@Tag("long")
class BackendOutageTest {

    private static final String SERVING = "status: SERVING\n";
    private static final String NOT_SERVING = "status: NOT_SERVING\n";

    /** What {@code pymap admin check} says of that server, by either stream. */
    private static String check(ServerProcess server, int code) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, UTF_8);
        int exitCode = Main.run(
                List.of("admin", "check"),
                new Surroundings(
                        Map.of("TMPDIR", server.directory().toString()),
                        InputStream.nullInputStream(),
                        out,
                        out,
                        running -> {}));
        assertThat(exitCode).as(said.toString(UTF_8)).isEqualTo(code);
        return said.toString(UTF_8);
    }

    private static ServingStatus next(Iterator<HealthCheckResponse> told) {
        return told.next().getStatus();
    }

    @Test
    void tellsThatRedisIsAwayAndThatItIsBack() throws IOException {
        try (RedisServer redis = RedisServer.start("--appendonly", "yes");
                ServerProcess server = ServerProcess.java(List.of(), "--port", "0", "redis", "--address", redis.uri());
                AdminClient client =
                        AdminClient.onSocket(server.directory().resolve("pymap/pymap-admin.sock"), Optional.empty())) {
            assertThat(check(server, 0)).isEqualTo(SERVING);
            Iterator<HealthCheckResponse> told = client.health()
                    .withDeadlineAfter(2, TimeUnit.MINUTES)
                    .watch(HealthCheckRequest.getDefaultInstance());
            assertThat(next(told)).isEqualTo(ServingStatus.SERVING);

            redis.kill();
            assertThat(next(told)).isEqualTo(ServingStatus.NOT_SERVING);
            assertThat(check(server, 1)).isEqualTo(NOT_SERVING);

            redis.restart();
            assertThat(next(told)).isEqualTo(ServingStatus.SERVING);
            assertThat(check(server, 0)).isEqualTo(SERVING);
        }
    }
}
