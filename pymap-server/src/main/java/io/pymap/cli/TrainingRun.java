package io.pymap.cli;

import io.pymap.server.PymapServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

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

    private static final Pattern CONTROL = Pattern.compile("http://127\\.0\\.0\\.1:([0-9]+)");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private TrainingRun() {}

    public static void main(String[] arguments) {
        System.exit(run());
    }

    /** Returns the exit code of the server. */
    static int run() {
        return new TrainingRun().serve();
    }

    private int serve() {
        return Main.run(
                List.of("--port=0", "--control-port=0", "--no-service=admin", "--account=ann:secret", "dict"),
                new Surroundings(
                        Map.of(),
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        System.err,
                        this::talk));
    }

    private void talk(PymapServer server) {
        int control = CONTROL.matcher(out.toString(StandardCharsets.UTF_8))
                .results()
                .map(MatchResult::group)
                .mapToInt(url -> Integer.parseInt(url.substring(url.lastIndexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
        if (!HealthCheck.isUp(Map.of("PYMAP_SERVER_CONTROL_PORT", Integer.toString(control)))) {
            throw new IllegalStateException("the server is not well");
        }
        try {
            speakImap(server.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void speakImap(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader answers = reader(socket)) {
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
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }
}
