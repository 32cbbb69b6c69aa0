package io.pymap.testcontainers;

import static io.pymap.assertj.ImapAssertions.assertThat;
import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.HealthCheck;
import com.redis.testcontainers.RedisContainer;
import io.pymap.control.client.RemoteImapServer;
import io.pymap.fault.Fault;
import io.pymap.fault.Rule;
import io.pymap.fault.TlsFault;
import io.pymap.fixture.Backend;
import io.pymap.fixture.Flag;
import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.RawImapClient;
import io.pymap.fixture.Tls;
import io.pymap.profile.ServerProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Network;
import org.testcontainers.utility.DockerImageName;

@Tag("container")
@EnabledIf(value = "io.pymap.testcontainers.PymapContainer#canRun", disabledReason = "no Docker, or no image")
class PymapContainerTest {

    @Test
    void isSeededWatchedAndBroken() {
        try (PymapContainer container =
                new PymapContainer().withAccount("bob", "secret").withClock("2026-01-01T00:00:00Z")) {
            container.start();
            RemoteImapServer imap = container.control();
            imap.inbox().append(message().subject("hello").text("x".repeat(2000)));
            String before = imap.snapshot();
            Rule reset = imap.faults().on("UID FETCH").nth(2).failAfterBytes(700, Fault.CONNECTION_RESET);

            try (RawImapClient client =
                    RawImapClient.connect(container.endpoint()).login()) {
                client.send("SELECT INBOX");
                assertThat(client.send("UID FETCH 1 FLAGS").status()).isEqualTo("OK");
                client.sendRaw("x UID FETCH 1 BODY[]\r\n");
                imap.await().noOpenConnections();
            }

            assertThat(reset.hits()).isEqualTo(1);
            assertThat(imap.inbox().message(1).has(Flag.SEEN)).isTrue();
            assertThat(imap.transcript()).sent("SELECT INBOX").hasConnections(1);
            assertThat(imap.transcript().asText())
                    .contains("# FAULT rule #1 (hit 1)")
                    .doesNotContain("secret");
            assertThat(imap.clock().advance(Duration.ofMinutes(5)).now())
                    .isEqualTo(Instant.parse("2026-01-01T00:05:00Z"));

            imap.restore(before);

            assertThat(imap.inbox().message(1).flags()).isEmpty();
            assertThat(imap.transcript().lines()).isEmpty();
            assertThat(imap.clock().now()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        }
    }

    /** For those who wait for it to be healthy. Engines check for the first time after an interval, or later with a start period. */
    @Test
    void isFoundHealthyByTheEngineSoon() {
        try (PymapContainer container = new PymapContainer()) {
            container.start();

            HealthCheck check = Objects.requireNonNull(
                    container.getContainerInfo().getConfig().getHealthcheck());
            assertThat(check.getInterval()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
            assertThat(check.getStartPeriod()).isIn(null, 0L);
            await().until(container::isHealthy);
        }
    }

    @Test
    void hasTlsAProfileAndMailFromAFile(@TempDir Path directory) throws IOException {
        Path seed = Files.writeString(
                directory.resolve("seed.json"), "{\"mailboxes\":[{\"messages\":[{\"subject\":\"from a file\"}]}]}");
        try (PymapContainer container = new PymapContainer()
                .withTls(Tls.IMPLICIT)
                .withProfile(ServerProfile.GMAIL)
                .withSeed(seed)) {
            container.start();

            try (RawImapClient client =
                    RawImapClient.connect(container.endpoint()).login()) {
                assertThat(client.send("CAPABILITY").untagged().toString())
                        .contains("X-GM-EXT-1")
                        .doesNotContain("STARTTLS");
            }
            assertThat(container.control().inbox().message(1).subject()).isEqualTo("from a file");
            assertThat(container.control().account().mailboxes()).contains("[Gmail]/All Mail");

            container.control().faults().tls(TlsFault.REVOKED_STAPLED);
            ImapEndpoint imap = container.endpoint();
            try (SSLSocket client =
                    (SSLSocket) imap.sslContext().getSocketFactory().createSocket(imap.host(), imap.port())) {
                ExtendedSSLSession session = (ExtendedSSLSession) client.getSession();
                assertThat(session.getStatusResponses()).isNotEmpty();
            }
        }
    }

    @Test
    void keepsMailInMaildirs() {
        try (PymapContainer container = new PymapContainer()
                .withBackend(Backend.MAILDIR)
                .withFsync("never")
                .withAccount("bob", "secret")) {
            container.start();
            container.control().inbox().append(message().subject("on disk"));

            assertThat(container.control().inbox()).hasMessageCount(1);
        }
    }

    /** What is done through one of two servers in front of one Redis, clients of the other are told. */
    @Test
    void sharesARedis() {
        try (Network network = Network.newNetwork();
                RedisContainer redis =
                        new RedisContainer(DockerImageName.parse(System.getProperty("redis.image", "redis:7.4-alpine"))
                                .asCompatibleSubstituteFor("redis"));
                PymapContainer one = new PymapContainer();
                PymapContainer two = new PymapContainer()) {
            redis.withNetwork(network).withNetworkAliases("redis").start();
            for (PymapContainer container : List.of(one, two)) {
                container
                        .withNetwork(network)
                        .withRedis("redis://redis:6379")
                        .withAccount("bob", "secret")
                        .start();
            }
            try (RawImapClient client = RawImapClient.connect(two.endpoint()).login()) {
                client.send("SELECT INBOX");
                client.send("IDLE");

                one.control().inbox().append(message().subject("through the other one"));

                assertThat(client.readLine()).startsWith("* 1 EXISTS");
            }
        }
    }
}
