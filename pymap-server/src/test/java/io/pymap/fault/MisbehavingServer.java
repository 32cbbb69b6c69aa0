package io.pymap.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.OnWorkers;
import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import io.pymap.transcript.TranscriptRecorder;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/**
 * A server that is about to misbehave, with a session on the event loop or with one on a worker.
 */
abstract class MisbehavingServer {

    final ServerFaults faults = new ServerFaults();
    final TranscriptRecorder transcript = new TranscriptRecorder();
    final Account account;
    final PymapServer server;

    MisbehavingServer(boolean mayBlock) {
        Backend dict = DictBackend.builder()
                .user(new User("ann", "secret"))
                .user(new User("bob", "secret"))
                .build();
        account = dict.account("ann");
        server = PymapServer.builder(mayBlock ? new OnWorkers(dict) : dict)
                .faults(faults)
                .transcript(transcript)
                .start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    LineClient login() throws IOException {
        return LineClient.login(server.port(), "ann", "secret");
    }

    /** Logged in, with a message of 1,000 octets in the mailbox, which is selected. */
    LineClient selected() throws IOException {
        LineClient client = login();
        append(client, "x".repeat(998) + "\r\n");
        client.command("SELECT INBOX");
        return client;
    }

    static void append(LineClient client, String message) throws IOException {
        client.send("app APPEND INBOX {" + message.length() + "+}\r\n" + message + "\r\n");
        assertThat(client.until("app ")).last().asString().startsWith("app OK");
    }

    static String readToEnd(LineClient client) {
        StringBuilder read = new StringBuilder();
        try {
            for (var line = client.lineIfAny(); line.isPresent(); line = client.lineIfAny()) {
                read.append(line.get()).append("\r\n");
            }
            return read.append("<closed>").toString();
        } catch (SocketException e) {
            return read.append("<reset>").toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void await(BooleanSupplier reached) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for ten seconds").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    void awaitNobody() {
        await(() -> server.openConnections() == 0);
    }
}
