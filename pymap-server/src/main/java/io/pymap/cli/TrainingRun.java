package io.pymap.cli;

import io.pymap.server.PymapServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A short run with what most tests do, when an image is built: the JVM keeps the classes that it has loaded, and later runs
 * start faster by that.
 */
final class TrainingRun {

    private static final String[] COMMANDS = {
        "a LOGIN ann secret",
        "a LIST \"\" *",
        "a STATUS INBOX (MESSAGES)",
        "a APPEND INBOX (\\Seen) {27+}\r\nSubject: hello\r\n\r\nWorld!\r\n\r\n",
        "a SELECT INBOX",
        "a SEARCH UNSEEN SUBJECT hello",
        "a UID FETCH 1:* (UID FLAGS ENVELOPE BODYSTRUCTURE BODY[])",
        "a UID STORE 1 +FLAGS (\\Deleted)",
        "a EXPUNGE",
        "a LOGOUT"
    };

    private TrainingRun() {}

    public static void main(String[] arguments) {
        System.exit(run());
    }

    /** Returns the exit code of the server. */
    static int run() {
        return Main.run(
                List.of("--port", "0", "--no-service", "admin", "dict", "--user", "ann:secret"),
                new Surroundings(
                        Map.of(), new ByteArrayInputStream(new byte[0]), System.out, System.err, TrainingRun::talk));
    }

    private static void talk(PymapServer server) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String command : COMMANDS) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                String line = answers.readLine();
                while (line != null && !line.startsWith("a ")) {
                    line = answers.readLine();
                }
                if (line == null || !line.startsWith("a OK")) {
                    throw new IOException("expected OK for " + command + ", got " + line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
