package io.pymap.transcripts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Over sockets: one client changes the mailbox while another idles and a third is in the middle of a FETCH that is larger
 * than all buffers and that it reads slowly.
 */
class BelievingClientsTest {

    private static final int MESSAGES = 300;
    private static final int OCTETS = 100_000;

    /** A client that hears everything it reads. */
    private static final class Session implements AutoCloseable {

        private final BelievingClient knows = new BelievingClient();
        private final Socket socket;
        private final ResponseReader responses;
        private boolean numbersInUse;
        private int tags;

        Session(int port) throws IOException {
            socket = new Socket();
            socket.setReceiveBufferSize(16 << 10);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(10_000);
            responses = new ResponseReader(new SocketServer.SocketWire(socket));
            command("LOGIN ann secret");
            command("SELECT INBOX");
            command("UID FETCH 1:* FLAGS");
        }

        String send(String command) throws IOException {
            String tag = "t" + ++tags;
            numbersInUse = command.matches("(FETCH|STORE|SEARCH) .*");
            line(tag + " " + command);
            return tag;
        }

        void line(String text) throws IOException {
            socket.getOutputStream().write((text + "\r\n").getBytes(ISO_8859_1));
        }

        /** Reads one response; true where it is the tagged one. */
        boolean hear(String tag) throws IOException {
            String response = responses.next().orElseThrow();
            assertThat(response).doesNotContain("* BYE");
            knows.hear(response, numbersInUse);
            return response.startsWith(tag + " OK");
        }

        void finish(String tag) throws IOException {
            while (!hear(tag)) {
                assertThat(socket.isClosed()).isFalse();
            }
        }

        void command(String text) throws IOException {
            finish(send(text));
        }

        Map<Long, List<String>> state() throws IOException {
            command("NOOP");
            for (int number = 1; number <= knows.size(); number++) {
                if (knows.uid(number) == 0) {
                    command("FETCH " + number + " UID");
                }
            }
            Map<Long, List<String>> state = new TreeMap<>();
            for (int number = 1; number <= knows.size(); number++) {
                List<String> flags = new ArrayList<>(knows.flags(number));
                flags.remove("\\Recent");
                state.put(knows.uid(number), flags);
            }
            return state;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void knowTheMailboxWhileOthersChangeIt() throws IOException {
        for (long seed = 0; seed < 3; seed++) {
            DictBackend backend =
                    DictBackend.builder().user(new User("ann", "secret")).build();
            Mailbox inbox = backend.account("ann").find(MailboxName.INBOX).orElseThrow();
            inbox.append(messages());
            try (PymapServer server = PymapServer.builder(backend).start();
                    Session changes = new Session(server.port());
                    Session idles = new Session(server.port());
                    Session reads = new Session(server.port())) {
                run(new SplittableRandom(seed), changes, idles, reads);
                Map<Long, List<String>> there = changes.state();
                assertThat(idles.state()).isEqualTo(there);
                assertThat(reads.state()).isEqualTo(there);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** All at one pace: a change, an answer of the FETCH read, and now and then what the idling client is told. */
    private static void run(SplittableRandom random, Session changes, Session idles, Session reads) throws IOException {
        String idle = idles.send("IDLE");
        String fetch = reads.send("FETCH 1:* (UID FLAGS BODY.PEEK[])");
        boolean reading = true;
        for (int step = 0; step < 250; step++) {
            change(random, changes);
            if (reading) {
                reading = !reads.hear(fetch);
            }
            if (step % 10 == 0) { // told in any case, since it is the newest
                changes.command("APPEND INBOX {3+}\r\nabc");
                int count = changes.knows.size();
                while (idles.knows.size() != count || !idles.knows.knowsFlags(count)) {
                    assertThat(idles.hear(idle)).isFalse();
                }
            }
        }
        if (reading) {
            reads.finish(fetch);
        }
        idles.line("DONE");
        idles.finish(idle);
    }

    private static void change(SplittableRandom random, Session session) throws IOException {
        int number = 1 + random.nextInt(session.knows.size());
        switch (random.nextInt(4)) {
            case 0 -> session.command("STORE " + number + " +FLAGS (\\Flagged)");
            case 1 -> session.command("STORE " + number + " -FLAGS (\\Flagged Work)");
            case 2 -> session.command("STORE " + number + " FLAGS (Work)");
            default -> {
                session.command("STORE " + number + " +FLAGS (\\Deleted)");
                session.command("EXPUNGE");
            }
        }
    }

    private static List<NewMessage> messages() {
        List<NewMessage> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] octets = ("Subject: " + i + "\r\n\r\n" + "x".repeat(OCTETS)).getBytes(ISO_8859_1);
            messages.add(new NewMessage(Content.of(octets), Flags.NONE, new InternalDate(0, 0)));
        }
        return messages;
    }
}
