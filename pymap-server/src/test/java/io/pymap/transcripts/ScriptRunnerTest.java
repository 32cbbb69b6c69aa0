package io.pymap.transcripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.transport.EmbeddedServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A script that is wrong must fail, and say where. */
class ScriptRunnerTest {

    private static final String SELECTED = "mailbox INBOX 2 messages\n1> SELECT INBOX\n1< ...\n1< OK [READ-WRITE]\n";

    private static void run(String text) throws IOException {
        Script script = Script.parse("here.imap", text);
        TestBackend backend = TestBackend.DICT;
        try (ScriptServer server = EmbeddedServer.start(script.setup(), backend.start(script.setup()))) {
            ScriptRunner.run(script, server);
        }
    }

    private static void failsWith(String text, String... parts) {
        assertThatThrownBy(() -> run(text)).isInstanceOf(AssertionError.class).hasMessageContainingAll(parts);
    }

    @Test
    void acceptsWhatIsRight() {
        assertThatCode(() -> run(SELECTED + "1> FETCH 1:2 UID\n1< * 2 FETCH (UID $b)\n1< * 1 FETCH (UID $a)\n1< OK"))
                .doesNotThrowAnyException();
    }

    @Test
    void tellsFileAndLineAndBothSides() {
        failsWith(
                SELECTED + "1> FETCH 1 UID\n1< * 1 FETCH (UID 7)\n1< OK",
                "here.imap:6, client 1",
                "expected, line 6: * 1 FETCH (UID 7)",
                "got: * 1 FETCH (UID 1)");
    }

    @Test
    void missesWhatDoesNotCome() {
        failsWith(SELECTED + "1> NOOP\n1< * 3 EXISTS\n1< OK", "expected, line 6: * 3 EXISTS");
    }

    @Test
    void findsWhatNobodyExpects() {
        failsWith(SELECTED + "1> FETCH 1:2 UID\n1< * 1 FETCH (UID 1)\n1< OK", "got: * 2 FETCH (UID 2)");
    }

    @Test
    void tellsAWrongTaggedResponse() {
        failsWith(SELECTED + "1> NOOP\n1< NO", "expected, line 6: NO", "got: OK NOOP completed.");
    }

    @Test
    void wantsTheCodeThatIsWritten() {
        failsWith(
                "1> SELECT INBOX\n1< ...\n1< OK Selected mailbox.",
                "expected, line 3: OK Selected",
                "got: OK [READ-WRITE]");
        failsWith("1> NOOP\n1< OK [EXPUNGEISSUED]", "expected, line 2: OK [EXPUNGEISSUED]", "got: OK NOOP");
    }

    @Test
    void holdsACaptureToItsFirstValue() {
        failsWith(
                SELECTED + "1> FETCH 1:2 UID\n1< * 1 FETCH (UID $a)\n1< * 2 FETCH (UID $a)\n1< OK",
                "expected, line 7: * 2 FETCH (UID $a)");
    }

    @Test
    void holdsExpungesToTheirOrder() {
        failsWith(
                SELECTED
                        + "1> STORE 1:2 +FLAGS.SILENT (\\Deleted)\n1< OK\n"
                        + "1> EXPUNGE\n1< * 1 EXPUNGE\n1< * 2 EXPUNGE\n1< * 0 RECENT\n1< OK",
                "expected in this order: [* 1 EXPUNGE, * 2 EXPUNGE]");
    }

    @Test
    void noticesTheEndOfTheConnection() {
        failsWith("1> LOGOUT\n1< ...\n1< OK\n1> NOOP\n1< OK", "here.imap:5, client 1", "got: closed");
        failsWith("1> NOOP\n1< OK\n1< closed", "here.imap:3, client 1: The server says no more");
    }

    @Test
    void noticesAnAnswerThatNobodyReads() {
        failsWith("1> NOOP\n", "client 1 ends without reading the answer to t002");
    }

    @Test
    void refusesALineThatMeansNothing() {
        assertThatThrownBy(() -> run("1< OK\nmailbx INBOX"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("here.imap:2: expected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* 1 FETCH (UID $a) | * 1 FETCH (UID 7) | true",
                "* 1 FETCH (UID $a) | * 1 FETCH (UID 7 FLAGS ()) | false",
                "* SEARCH $a $a | * SEARCH 1 1 | true",
                "* SEARCH $a $a | * SEARCH 1 2 | false",
                "* SEARCH $_ $_ | * SEARCH 1 2 | true",
                "OK | OK done. | true",
                "OK | OK [X] done. | false",
                "OK ... | OK [X] done. | true",
                "OK [X $n] | OK [X 5] done. | true",
                "OK [X] | OK [Y] done. | false",
                "OK done | NO done | false",
                "* OK [UIDNEXT 5] | * OK [UIDNEXT 5] next | true",
                "* FLAGS (\\Seen $Forwarded) | * FLAGS (\\Seen $Forwarded) | true",
                "+ | + go on | true",
                "+ Idling. | + Idling. | true",
                "+ Idling. | + Idling | false",
            })
    void matchesALine(String expected, String line, boolean matches) {
        assertThat(new LinePattern(expected).match(line, Map.of()).isPresent()).isEqualTo(matches);
    }

    @Test
    void showsOctetsSoThatTheyCanBeReadBack() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        assertThat(Octets.unescapeLiteral(Octets.showLiteral(all))).isEqualTo(all);
    }
}
