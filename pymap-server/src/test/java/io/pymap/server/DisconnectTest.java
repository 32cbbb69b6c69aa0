package io.pymap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.imap.engine.SessionListener;
import io.pymap.mailbox.User;
import io.pymap.transport.ConnectionTap;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
    void endsAConnectionThatWasAcceptedJustBeforeOthersHaveToWait() throws Exception {
        CountDownLatch accepted = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (PymapServer slow = PymapServer.builder(DictBackend.builder().build())
                        .eventLoops(2)
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
            CompletableFuture<Void> ending =
                    CompletableFuture.runAsync(() -> slow.whileNobodyIsLetIn(slow::disconnectAll));
            assertThatThrownBy(() -> ending.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            goOn.countDown();
            ending.get(10, TimeUnit.SECONDS);

            assertThat(slow.openConnections()).isZero();
            assertThat(client.until("* BYE")).hasSizeBetween(1, 2);
        }
    }

    /** An application may give up where it is refused, or try again much later. */
    @Test
    void greetsLaterWhoConnectsWhileNobodyIsLetIn() throws Exception {
        try (Socket socket = new Socket()) {
            server.whileNobodyIsLetIn(() -> server.whileNobodyIsLetIn(() -> {
                assertThatCode(() -> socket.connect(server.addresses().get(0))).doesNotThrowAnyException();
                server.disconnectAll();
                assertThat(server.openConnections()).isZero();
            }));

            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(reader.readLine()).startsWith("* OK ");
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
