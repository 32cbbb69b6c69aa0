package io.pymap.transcripts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pymap.transport.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Any octets from a client, in every state: answers that can be read, and never an internal error. */
class CommandParserFuzzTest {

    private static final List<String> PREFACES =
            List.of("", "a LOGIN testuser testpass\r\n", "a LOGIN testuser testpass\r\nb SELECT INBOX\r\n");

    @FuzzTest
    void answersAnyOctetsInEveryState(byte[] octets) throws IOException {
        for (String preface : PREFACES) {
            answers(preface, octets);
        }
    }

    private static void answers(String preface, byte[] octets) throws IOException {
        Setup setup = Script.parse("", "demo\nno-tls\nlimit message 1000\nlimit bad-commands 1000000\n")
                .setup();
        try (ScriptServer server = EmbeddedServer.start(setup, TestBackend.DICT.start(setup));
                Wire wire = server.connect()) {
            wire.send(preface.getBytes(ISO_8859_1));
            wire.send(octets);
            ResponseReader responses = new ResponseReader(wire);
            try {
                for (Optional<String> response = responses.next(); response.isPresent(); response = responses.next()) {
                    assertThat(response.get()).doesNotContain("SERVERBUG").matches("[!-~]+ .*");
                }
                // A connection that ends must have said why; the embedded server passes on what it has not caught.
            } catch (IOException e) {
                assertThat(e).hasMessage("The server says no more");
            }
        }
    }

    private static final String[] COMMANDS = {
        "NOOP",
        "CAPABILITY",
        "ID (\"a\" NIL)",
        "LIST \"\" *",
        "LSUB \"\" %",
        "STATUS INBOX (MESSAGES UIDNEXT MAILBOXID)",
        "SELECT INBOX",
        "EXAMINE \"Sent\" (CONDSTORE)",
        "CREATE a/b&AOk-",
        "DELETE a/b&AOk-",
        "RENAME a c",
        "SUBSCRIBE INBOX",
        "APPEND INBOX (\\Seen $x) \"01-Jan-2020 00:00:00 +0000\" {3+}\r\nabc",
        "APPEND INBOX ~{2+}\r\n\0a {2}\r\nbc",
        "FETCH 1:* (FLAGS UID BODY[1.2.HEADER.FIELDS (To From)]<0.10> ENVELOPE BODYSTRUCTURE)",
        "UID FETCH 101:* FULL (CHANGEDSINCE 5)",
        "FETCH 1,2:3 (BINARY[1]<0.5> BINARY.SIZE[1] RFC822.TEXT EMAILID)",
        "STORE 1:2 (UNCHANGEDSINCE 3) +FLAGS.SILENT (\\Deleted)",
        "UID STORE * FLAGS \\Seen",
        "SEARCH CHARSET UTF-8 OR (FROM x NOT TEXT \"y\") {1+}\r\nz",
        "UID SEARCH UID 1:* SENTSINCE 1-Jan-2000 HEADER a \"\"",
        "SEARCH MODSEQ \"/flags/\\\\draft\" all 5",
        "COPY 1 Sent",
        "UID MOVE 101 Sent",
        "EXPUNGE",
        "UID EXPUNGE 1:*",
        "CLOSE",
        "CHECK",
        "UNSELECT",
        "NAMESPACE",
        "ENABLE CONDSTORE X",
        "IDLE\r\nDONE",
        "AUTHENTICATE PLAIN\r\nAHRlc3R1c2VyAHRlc3RwYXNz",
        "AUTHENTICATE LOGIN dGVzdHVzZXI=\r\n*",
        "LOGIN {1+}\r\na \"b\"",
        "STARTTLS x"
    };

    private static final String NOISE = "(){}[]<>\"\\*%+-~&,:. 09azAZ\0\r\n\t\u007f\u0080\u00ff{3+}\r\n";

    @Test
    void answersMutatedCommandsInEveryState() throws IOException {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            for (int i = 0; i < 6; i++) {
                octets.writeBytes(("t" + i + " " + mutated(random) + "\r\n").getBytes(ISO_8859_1));
            }
            try {
                answers(PREFACES.get(random.nextInt(PREFACES.size())), octets.toByteArray());
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + ": " + e.getMessage() + "\n" + Octets.showLiteral(octets.toByteArray()), e);
            }
        }
    }

    private static String mutated(SplittableRandom random) {
        StringBuilder command = new StringBuilder(COMMANDS[random.nextInt(COMMANDS.length)]);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(command.length() + 1);
            String noise = String.valueOf(NOISE.charAt(random.nextInt(NOISE.length())));
            switch (random.nextInt(4)) {
                case 0 -> command.insert(at, noise);
                case 1 -> command.replace(at, Math.min(command.length(), at + 1), noise);
                case 2 -> command.delete(at, Math.min(command.length(), at + 1 + random.nextInt(4)));
                default ->
                    command.insert(at, COMMANDS[random.nextInt(COMMANDS.length)].split(" ", 2)[0]);
            }
        }
        return command.toString();
    }
}
