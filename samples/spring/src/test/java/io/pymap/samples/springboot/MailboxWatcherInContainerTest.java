package io.pymap.samples.springboot;

import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.ImapServerHandle;
import io.pymap.testcontainers.PymapContainer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;

/** The same with a server in a container, which is a bean: it lives as long as the application's context. */
@Tag("container")
@EnabledIf(value = "io.pymap.testcontainers.PymapContainer#canRun", disabledReason = "no Docker, or no image")
@SpringBootTest(
        classes = {MailboxWatcher.class, MailboxWatcherInContainerTest.Server.class},
        properties = "pymap.service-connection.prefix=app.imap") // where the application looks
class MailboxWatcherInContainerTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class Server {

        @Bean
        @ServiceConnection
        PymapContainer imap() {
            return new PymapContainer().withAccount("bob", "secret");
        }
    }

    @Autowired
    private MailboxWatcher.Arrivals arrivals;

    @Autowired
    private PymapContainer container;

    @Test
    void isToldOfNewMail() throws InterruptedException {
        ImapServerHandle imap = container.control();
        imap.await().idling("INBOX");

        imap.inbox().append(message().subject("hello"));

        assertThat(arrivals.subjects().poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
    }
}
