package io.pymap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.fault.ServerFaults;
import io.pymap.imap.engine.SessionListener;
import io.pymap.mailbox.User;
import io.pymap.transport.ConnectionTap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of sessions, from the server's side, while it goes on. */
class DisconnectTest {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final PymapServer server = PymapServer.builder(
                    DictBackend.builder().user(new User("ann", "secret")).build())
            .listener(new SessionListener() {
                @Override
                public void ended(String session) {
                    events.add("ended " + session);
                }
            })
            .start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void saysGoodbyeToAllAndListensOn() throws Exception {
        try (LineClient idle = LineClient.login(server.port(), "ann", "secret");
                LineClient fresh = LineClient.connect(server.port())) {
            fresh.line();
            idle.command("SELECT INBOX");
            idle.send("i IDLE\r\n");
            idle.until("+");

            server.disconnectAll();

            assertThat(server.openConnections()).isZero();
            assertThat(idle.line()).startsWith("* BYE [UNAVAILABLE] The server has closed");
            assertThat(fresh.line()).startsWith("* BYE");
            assertThat(events).containsExactlyInAnyOrder("ended 1", "ended 2");
        }
        try (LineClient next = LineClient.login(server.port(), "ann", "secret")) {
            assertThat(next.command("NOOP")).last().asString().contains("OK");
        }
    }

    /** Though its event loop has not come to it yet. */
    @Test
    void endsAConnectionThatWasAcceptedJustBeforeOthersAreRefused() throws Exception {
        CountDownLatch accepted = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ServerFaults faults = new ServerFaults();
        try (PymapServer slow = PymapServer.builder(DictBackend.builder().build())
                        .eventLoops(2)
                        .faults(faults)
                        .tap(new ConnectionTap() {
                            @Override
                            public void opened(String connection, String peer) {
                                accepted.countDown();
                                try {
                                    goOn.await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            }
                        })
                        .start();
                LineClient client = LineClient.connect(slow.port())) {
            accepted.await();
            CompletableFuture<Void> refusing =
                    CompletableFuture.runAsync(() -> faults.whileRefusing(slow::disconnectAll));
            assertThatThrownBy(() -> refusing.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            goOn.countDown();
            refusing.get(10, TimeUnit.SECONDS);

            assertThat(slow.openConnections()).isZero();
            assertThat(client.until("* BYE")).hasSizeBetween(1, 2);
        }
    }

    @Test
    void tellsTheEndOfASessionAheadOfThatOfItsConnection() throws Exception {
        try (LineClient client = LineClient.login(server.port(), "ann", "secret")) {
            client.command("LOGOUT");

            assertThat(events).containsExactly("ended 1");
        }
    }
}
