package io.pymap.samples.container;

import static io.pymap.assertj.ImapAssertions.assertThat;
import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.redis.testcontainers.RedisContainer;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.testcontainers.PymapContainer;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Session;
import jakarta.mail.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/** Two servers in front of one Redis, as a mail service of some size is built. */
@Tag("container")
@EnabledIf(value = "io.pymap.testcontainers.PymapContainer#canRun", disabledReason = "no Docker, or no image")
class TwoContainersTest {

    private static final Network NETWORK = Network.newNetwork();
    private static final RedisContainer REDIS = new RedisContainer(
                    DockerImageName.parse(System.getProperty("redis.image", "redis:7.4-alpine"))
                            .asCompatibleSubstituteFor("redis"))
            .withNetwork(NETWORK)
            .withNetworkAliases("redis");
    private static final PymapContainer ONE = server();
    private static final PymapContainer TWO = server();

    private static PymapContainer server() {
        return new PymapContainer()
                .withNetwork(NETWORK)
                .withRedis("redis://redis:6379")
                .withAccount("bob", "secret")
                .dependsOn(REDIS);
    }

    @BeforeAll
    static void start() {
        Startables.deepStart(ONE, TWO).join();
    }

    @AfterAll
    static void stop() {
        ONE.stop();
        TWO.stop();
        REDIS.stop();
        NETWORK.close();
    }

    @Test
    void seesInOneWhatWasDoneInTheOther() throws Exception {
        ImapServerHandle one = ONE.control();
        ImapServerHandle two = TWO.control();
        one.inbox().append(message().subject("hello"));

        try (Store store =
                Session.getInstance(TWO.endpoint().jakartaMailProperties()).getStore()) {
            store.connect("bob", "secret");
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            inbox.getMessage(1).setFlag(Flags.Flag.FLAGGED, true);
        }

        assertThat(one.inbox().message(1).flags()).containsExactly("\\Flagged");
        assertThat(two.transcript()).sent("STORE 1 +FLAGS (\\Flagged)");
        assertThat(one.transcript()).hasConnections(0);
    }
}
