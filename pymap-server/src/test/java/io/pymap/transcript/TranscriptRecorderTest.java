package io.pymap.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptRecorderTest {

    @Test
    void keepsEveryOctetAsItPassed() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] octets = new byte[5000];
        random.nextBytes(octets);
        TranscriptRecorder recorder = new Talk().recorder;
        String announcement = "* 1 FETCH (BODY[] {5000}\r\n";
        byte[] whole = concat(announcement.getBytes(ISO_8859_1), octets, ")\r\n".getBytes(ISO_8859_1));

        for (int from = 0; from < whole.length; ) {
            int length = Math.min(whole.length - from, 1 + random.nextInt(700));
            recorder.sent("1", Arrays.copyOfRange(whole, from, from + length), Talk.NOON);
            from += length;
        }

        List<Line> lines = recorder.lines();
        assertThat(lines).as("seed %d", seed).extracting(Line::literal).containsExactly(false, true, false);
        assertThat(lines.get(1).octets()).isEqualTo(octets);
        assertThat(concat(lines.stream().map(Line::octets).toArray(byte[][]::new)))
                .isEqualTo(whole);
    }

    @Test
    void keepsSecretsInLinesOnly() {
        Talk talk = new Talk().client("a1 LOGIN bob secret\r\n").server("a1 OK in\r\n");

        assertThat(talk.recorder.lines().get(0).text()).isEqualTo("a1 LOGIN bob secret");
        assertThat(talk.recorder.exchanges().get(0).arguments()).isEqualTo("bob {redacted}");
        assertThat(talk.recorder.toString() + talk.recorder.lines()).doesNotContain("secret");
    }

    @Test
    void makesExchanges() {
        Talk talk = new Talk()
                .server("* OK ready\r\n")
                .client("a1 select {5+}\r\nINBOX\r\na2 UID FETCH 1:* (FLAGS)\r\n")
                .server("* 1 EXISTS\r\na1 OK [READ-WRITE] done\r\n* 1 FETCH (BODY[] {3}\r\nabc)\r\na2 NO sorry\r\n")
                .client("a3 IDLE\r\n")
                .server("+ idling\r\n")
                .client("DONE\r\n");

        assertThat(talk.recorder.exchanges())
                .containsExactly(
                        new Exchange(
                                "1",
                                "a1",
                                "SELECT",
                                "\"INBOX\"",
                                List.of(),
                                List.of("* 1 EXISTS"),
                                "OK",
                                "READ-WRITE",
                                false,
                                Talk.NOON),
                        new Exchange(
                                "1",
                                "a2",
                                "UID FETCH",
                                "1:* (FLAGS)",
                                List.of(),
                                List.of("* 1 FETCH (BODY[] {3}\r\nabc)"),
                                "NO",
                                "",
                                false,
                                Talk.NOON),
                        new Exchange(
                                "1", "a3", "IDLE", "", List.of("DONE"), List.of("+ idling"), "", "", false, Talk.NOON));
        assertThat(talk.recorder.connections().get(0).exchanges()).isEqualTo(talk.recorder.exchanges());
    }

    /** Also where the server has not asked for its literal. */
    @Test
    void knowsARefusedCommandFromTheNext() {
        Talk talk = new Talk()
                .server("* OK ready\r\n")
                .client("a1 APPEND INBOX {9}\r\n")
                .server("a1 NO [LIMIT] sorry\r\n")
                .client("a2 NOOP\r\n")
                .server("a2 OK done\r\n");

        assertThat(talk.recorder.exchanges())
                .extracting(exchange -> exchange.tag() + " " + exchange.line() + " " + exchange.status())
                .containsExactly("a1 APPEND INBOX {9} NO", "a2 NOOP OK");
    }

    @Test
    void showsSecretsWhereAskedTo() {
        Talk talk = new Talk().client("a1 LOGIN bob secret\r\na2 AUTHENTICATE PLAIN\r\n");

        assertThat(talk.recorder.asText())
                .contains("C: a1 LOGIN bob {redacted}")
                .doesNotContain("secret");
        assertThat(talk.recorder.asClearText()).contains("C: a1 LOGIN bob secret");
    }

    @Test
    void tellsTheTimeByTwoClocks() {
        Instant real = Instant.parse("2031-05-06T07:08:09Z");
        Talk talk = new Talk(new TranscriptRecorder(1000, () -> real)).client("a1 NOOP\r\n");

        Line line = talk.recorder.lines().get(0);

        assertThat(line.at()).isEqualTo(Talk.NOON);
        assertThat(line.realAt()).isEqualTo(real);
        assertThat(talk.recorder.exchanges().get(0).at()).isEqualTo(Talk.NOON);
    }

    @Test
    void tellsItsFile() {
        TranscriptRecorder recorder = new TranscriptRecorder();

        assertThat(recorder.file()).isEmpty();
        recorder.file(() -> Optional.of(Path.of("x.txt")));
        assertThat(recorder.file()).hasValue(Path.of("x.txt"));
    }

    @Test
    void showsOctetsThatAreNoText() {
        Talk talk = new Talk();

        talk.recorder.sent("1", new byte[] {'*', ' ', 0, 7, (byte) 0xE4, '\r', '\n'}, Talk.NOON);

        assertThat(talk.printed()).isEqualTo("S: * \\x00\\x07\\xE4\n");
        assertThat(new Talk().server("* Grüße\r\n").printed()).isEqualTo("S: * Grüße\n");
    }

    @Test
    void saysWhereItStoppedToKeep() {
        Talk talk = new Talk(new TranscriptRecorder(10)).server("* OK x\r\n").server("* 1 EXISTS\r\n* 2 EXISTS\r\n");

        assertThat(talk.recorder.octetsNotKept()).isEqualTo(22);
        assertThat(talk.printed()).isEqualTo("S: * OK x\nS: * \n# cut: 22 more octets passed; a transcript keeps 10\n");
    }

    @Test
    void tellsConnectionsApart() {
        Talk talk = new Talk().server("* OK one\r\n");
        talk.recorder.opened("2", "127.0.0.1:6000", Talk.NOON);
        talk.recorder.secured("2", Talk.NOON);
        talk.recorder.sent("2", "* OK two\r\n".getBytes(ISO_8859_1), Talk.NOON);
        talk.recorder.closed("2", Talk.NOON);

        assertThat(talk.recorder.connections())
                .extracting(Transcript.Connection::id)
                .containsExactly("1", "2");
        assertThat(talk.recorder.asText()).isEqualTo("""
                        # connection 1 from 127.0.0.1:5000, 2026-01-01T12:00:00Z
                        S: * OK one

                        # connection 2 from 127.0.0.1:6000, 2026-01-01T12:00:00Z
                        # TLS
                        S: * OK two
                        # closed 2026-01-01T12:00:00Z
                        """);
        assertThat(talk.recorder.tail(2)).isEqualTo("S: * OK two\n# closed 2026-01-01T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT INBOX|select \"INBOX\"|true",
                "select \"inbox\"|SELECT INBOX|true",
                "UID FETCH * (FLAGS*)|UID FETCH 1:* (FLAGS UID)|true",
                "UID FETCH *|FETCH 1 FLAGS|false",
                "SELECT *|SELECT|false",
                "SELECT \"My Mail\"|SELECT \"My Mail\"|true",
                "SELECT My Mail|SELECT \"My Mail\"|false",
                "NO?P|NOOP|true",
                "STORE 1 +FLAGS (\\Seen)|STORE 1 +FLAGS (\\Seen)|true",
                "UID FETCH * (* BODY.PEEK[*])|UID FETCH 1:20 (BODY.PEEK[])|true",
                "UID FETCH * (* BODY.PEEK[*])|UID FETCH 1 (FLAGS BODY.PEEK[HEADER.FIELDS (DATE FROM)])|true",
                "UID FETCH * (* BODY.PEEK[*])|UID FETCH 1 (FLAGS BODY[])|false",
                "UID FETCH * (FLAGS *)|UID FETCH 1 (FLAGS)|true",
                "UID FETCH *BODY.PEEK*|UID FETCH 1 (FLAGS BODY.PEEK[])|true",
                "UID FETCH 1:* *|UID FETCH 1:* FLAGS|true",
                "FETCH 1 (FLAGS UID)|FETCH  1  ( FLAGS  UID )|true",
                "LIST \"\" *|LIST \"\" INBOX|true",
                "LIST \"\" INBOX|LIST \"\" \"inbox\"|true",
                "LIST \"\" INBOX|LIST a INBOX|false",
                "SEARCH SUBJECT [x|SEARCH SUBJECT \"[x\"|true",
                "SELECT \"[Gmail]/All Mail\"|SELECT \"[Gmail]/All Mail\"|true"
            })
    void findsCommandsByPattern(String pattern, String command, boolean matches) {
        Exchange exchange =
                new Talk().client("a1 " + command + "\r\n").recorder.exchanges().get(0);

        assertThat(CommandPattern.of(pattern).matches(exchange)).isEqualTo(matches);
    }

    @Test
    void takesALiteralForTheStringThatItIs() {
        Exchange exchange = new Talk()
                .client("a1 UID SEARCH SUBJECT {4+}\r\na \"b UNSEEN\r\n")
                .recorder
                .exchanges()
                .get(0);

        assertThat(CommandPattern.of("UID SEARCH SUBJECT \"a \\\"b\" UNSEEN").matches(exchange))
                .isTrue();
        assertThat(exchange.words()).containsExactly("UID SEARCH", "SUBJECT", "\"a \\\"b\"", "UNSEEN");
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
