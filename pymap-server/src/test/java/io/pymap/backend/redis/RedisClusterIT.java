package io.pymap.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.AccountContract;
import io.pymap.backend.BackendContract;
import io.pymap.backend.MailboxContract;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contracts on a cluster of three nodes, which refuses every script whose keys are not in one slot. */
@Tag("long")
class RedisClusterIT {

    private static final List<RedisServer> NODES = new ArrayList<>();

    @BeforeAll
    static void startCluster() throws Exception {
        for (int i = 0; i < 3; i++) {
            NODES.add(RedisServer.start("--save", "", "--cluster-enabled", "yes", "--cluster-port", "" + freePort()));
        }
        List<String> create = new ArrayList<>(List.of("--cluster", "create"));
        NODES.forEach(node -> create.add("127.0.0.1:" + node.port()));
        create.add("--cluster-yes");
        assertThat(cli(create)).contains("All 16384 slots covered");
        Instant deadline = Instant.now().plusSeconds(30);
        Wakeup clock = new Wakeup();
        while (!everyNodeIsReady()) {
            assertThat(Instant.now()).isBefore(deadline);
            clock.await(Duration.ofMillis(50));
        }
    }

    private static boolean everyNodeIsReady() throws Exception {
        for (RedisServer node : NODES) {
            if (!cli(List.of("-p", "" + node.port(), "cluster", "info")).contains("cluster_state:ok")) {
                return false;
            }
        }
        return true;
    }

    @AfterAll
    static void stopCluster() {
        NODES.forEach(RedisServer::close);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String cli(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("redis-cli"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private static Backend fresh() {
        String prefix = RedisServer.freshPrefix();
        RedisBackend backend = RedisBackend.builder()
                .address(NODES.get(0).uri())
                .prefix(prefix)
                .usersPrefix(prefix + "/users")
                .build();
        backend.users().put(new User("anna", "secret"));
        backend.users().put(new User("bert", "secret"));
        return backend;
    }

    @Nested
    class TheBackend extends BackendContract {
        @Override
        protected Backend createBackend() {
            return fresh();
        }
    }

    @Nested
    class AnAccount extends AccountContract {
        @Override
        protected Backend createBackend() {
            return fresh();
        }
    }

    @Nested
    class AMailbox extends MailboxContract {
        @Override
        protected Backend createBackend() {
            return fresh();
        }
    }
}
