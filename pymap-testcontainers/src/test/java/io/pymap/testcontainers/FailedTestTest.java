package io.pymap.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.pymap.fixture.RawImapClient;
import io.pymap.junit.ImapServer;
import io.pymap.junit.Mode;
import io.pymap.junit.TestRun;
import io.pymap.testcontainers.junit.PymapContainerExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Who reads the report of a test that has failed sees what server and client have said, and what the container has printed. */
@Tag("container")
@EnabledIf(value = "io.pymap.testcontainers.PymapContainer#canRun", disabledReason = "no Docker, or no image")
class FailedTestTest {

    /** In the log of a server that has started. */
    private static final String READY = " ready: imap://";

    @TempDir
    Path output;

    @ImapServer(mode = Mode.CONTAINER)
    static class FailsInTheMode {
        @Test
        void fails(RawImapClient client) {
            client.send("NOOP");
            fail("on purpose");
        }
    }

    @Test
    void hasTranscriptAndLogAttached() {
        TestRun run = TestRun.of(output, FailsInTheMode.class);

        assertThat(run.messages()).contains("on purpose");
        assertThat(run.attached()).containsOnlyKeys("imap-transcript.txt", "imap-server-log.txt");
        assertThat(run.attached().get("imap-transcript.txt"))
                .startsWith("# IMAP transcript of FailsInTheMode > fails(RawImapClient)\n")
                .contains("NOOP\n");
        assertThat(run.attached().get("imap-server-log.txt"))
                .startsWith("# log of the IMAP server of FailsInTheMode > fails(RawImapClient)\n")
                .contains(READY);
        assertThat(run.printed()).contains("NOOP\n", READY);
    }

    /** One container of the class and one of each test: of the first, Testcontainers does not tell how a test has ended. */
    @Testcontainers
    @ExtendWith(PymapContainerExtension.class)
    static class FailsWithContainers {
        @Container
        static final PymapContainer SHARED = new PymapContainer();

        @Container
        final PymapContainer own = new PymapContainer();

        @Test
        void fails() {
            try (RawImapClient client = RawImapClient.connect(SHARED.endpoint()).login();
                    RawImapClient other = RawImapClient.connect(own.endpoint()).login()) {
                client.send("NOOP");
                other.send("CHECK");
                fail("on purpose");
            }
        }
    }

    @Test
    void hasThoseOfContainersInFields() {
        TestRun run = TestRun.of(output, FailsWithContainers.class);

        assertThat(run.messages()).contains("on purpose");
        assertThat(run.attached())
                .containsOnlyKeys("SHARED-transcript.txt", "SHARED-log.txt", "own-transcript.txt", "own-log.txt");
        assertThat(run.attached().get("SHARED-transcript.txt")).contains(" NOOP\n");
        assertThat(run.attached().get("own-transcript.txt")).contains(" CHECK\n");
        assertThat(run.attached().get("own-log.txt")).contains(READY);
        assertThat(run.printed())
                .containsOnlyOnce(" NOOP\n")
                .containsOnlyOnce(" CHECK\n")
                .contains("# log of the container\n", READY);
    }

    @Configuration(proxyBeanMethods = false)
    static class Server {
        @Bean(initMethod = "start", destroyMethod = "stop")
        PymapContainer imap() {
            return new PymapContainer();
        }
    }

    /** What Spring's own extension for JUnit does. */
    @ContextConfiguration(classes = Server.class)
    static class FailsWithABean {
        @Test
        void fails(TestInfo test) throws Exception {
            TestContextManager spring = new TestContextManager(getClass());
            spring.prepareTestInstance(this);
            PymapContainer container =
                    spring.getTestContext().getApplicationContext().getBean(PymapContainer.class);
            RawImapClient.connect(container.endpoint()).login().close();
            spring.afterTestExecution(this, test.getTestMethod().orElseThrow(), null);
            System.err.println("that was all of a test that passes");

            spring.afterTestExecution(this, test.getTestMethod().orElseThrow(), new AssertionError("on purpose"));
            spring.getTestContext().markApplicationContextDirty(null);
        }
    }

    @Test
    void hasThoseOfContainersThatAreBeansOfSpring() {
        TestRun run = TestRun.of(output, FailsWithABean.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.printed())
                .startsWith("that was all of a test that passes\n# IMAP transcript of FailsWithABean > fails")
                .contains("LOGIN", "# log of the container\n", READY);
    }
}
