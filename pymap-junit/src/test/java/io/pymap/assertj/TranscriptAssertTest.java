package io.pymap.assertj;

import static io.pymap.assertj.BDDImapAssertions.then;
import static io.pymap.assertj.ImapAssertions.assertThat;
import static io.pymap.assertj.ImapAssertions.assertThatThrownBy;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.transcript.Script;
import io.pymap.transcript.TranscriptRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptAssertTest {

    private static final Instant NOW = Instant.EPOCH;

    private final TranscriptRecorder transcript = new TranscriptRecorder();

    @BeforeEach
    void talk() {
        transcript.opened("1", "127.0.0.1:5000", NOW);
        client("a1 LOGIN bob secret\r\na2 SELECT {5+}\r\nInbox\r\na3 NOOP\r\na4 NOOP\r\na5 FOO\r\n");
        server("a1 OK\r\n* 3 EXISTS\r\na2 OK [READ-WRITE]\r\na3 OK\r\na4 OK\r\na5 BAD what?\r\n");
    }

    private void client(String octets) {
        transcript.received("1", octets.getBytes(UTF_8), NOW);
    }

    private void server(String octets) {
        transcript.sent("1", octets.getBytes(UTF_8), NOW);
    }

    private static ThrowableAssertAlternative<? extends Throwable> assertFails(ThrowingCallable assertion) {
        return org.assertj.core.api.Assertions.assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion);
    }

    @Test
    void passesWhereItIsSo() {
        assertThat(transcript)
                .sent("SELECT INBOX")
                .sent("login bob *")
                .neverSent("EXAMINE *")
                .sentTimes(2, "NOOP")
                .sentInOrder("LOGIN *", "SELECT *", "NOOP", "NOOP")
                .sentExactly("LOGIN *", "SELECT INBOX", "NOOP", "NOOP", "FOO")
                .hasConnections(1)
                .commandsAtMost(5)
                .octetsFromServerAtMost(1000)
                .loggedOutCleanly();
        assertThat(transcript).asText().contains("C: a3 NOOP");
        assertThat(transcript).exchanges("NOOP").hasSize(2);
        assertThat((Object) transcript).asInstanceOf(ImapAssertions.TRANSCRIPT).sent("NOOP");
        then(transcript).sent("NOOP");
    }

    @Test
    void showsViolations() {
        server("* OK hello\r\n");
        assertThat(transcript)
                .hasNoViolations(); // the greeting comes too late, so that nothing is known of this connection
        transcript.closed("1", NOW);
        transcript.opened("2", "127.0.0.1:5001", NOW);
        transcript.sent("2", "* OK hello\r\n".getBytes(UTF_8), NOW);
        transcript.received("2", "b1 SELECT INBOX\r\n".getBytes(UTF_8), NOW);

        assertFails(() -> assertThat(transcript).hasNoViolations())
                .withMessageContaining("Expected no violations of the protocol, but:")
                .withMessageContaining("b1 SELECT INBOX")
                .withMessageContaining("# CLIENT: SELECT comes before the login (RFC 9051 6.3)");
    }

    @Test
    void showsTheNearestCommand() {
        assertFails(() -> assertThat(transcript).as("reading").sent("EXAMINE INBOX"))
                .withMessage("""
                        [reading] Expected a client to send  EXAMINE INBOX  but none did.
                        Closest of 5 commands:
                          connection 1, a2 -> OK
                            expected | sent
                            EXAMINE  | SELECT  <<<<< differs
                            INBOX    | Inbox
                          connection 1, a3 -> OK
                            expected | sent
                            EXAMINE  | NOOP  <<<<< differs
                            INBOX    |       <<<<< missing
                        Commands that were sent:
                          connection 1: LOGIN bob {redacted}  -> OK
                          connection 1: SELECT "Inbox"  -> OK
                          connection 1: NOOP  -> OK
                          connection 1: NOOP  -> OK
                          connection 1: FOO  -> BAD""");
    }

    @Test
    void tellsWhereToReadOn() {
        transcript.file(() -> Optional.of(Path.of("target", "imap-transcript.txt")));

        assertFails(() -> assertThat(transcript).sent("EXAMINE *"))
                .withMessageEndingWith("\nTranscript: " + Path.of("target", "imap-transcript.txt"));
    }

    @Test
    void failsWhereItIsNot() {
        assertFails(() -> assertThat(transcript).neverSent("SELECT *"))
                .withMessageContaining("Expected no client to send  SELECT *  but there is\n  connection 1: SELECT");
        assertFails(() -> assertThat(transcript).sentTimes(1, "NOOP"))
                .withMessageContaining("Expected 1 of  NOOP  but there were 2.\n  connection 1: NOOP  -> OK");
        assertFails(() -> assertThat(transcript).sentTimes(1, "IDLE"))
                .withMessageContaining("Expected 1 of  IDLE  but there were 0.\nClosest of 5 commands:");
        assertFails(() -> assertThat(transcript).hasConnections(2))
                .withMessageContaining("Expected 2 connections but there were 1");
        assertFails(() -> assertThat(transcript).hasNoBadResponses())
                .withMessageContaining("the server did not understand\n  connection 1: FOO  -> BAD");
        assertFails(() -> assertThat(transcript).commandsAtMost(4))
                .withMessageContaining("Expected at most 4 commands but there were 5");
        assertFails(() -> assertThat(transcript).octetsFromServerAtMost(10))
                .withMessageContaining("Expected at most 10 octets from the server but there were");
        assertFails(() -> assertThat(new TranscriptRecorder()).sent("NOOP"))
                .withMessageContaining("none did.\nNo command was sent.");
    }

    @Test
    void saysAfterWhatACommandIsMissing() {
        assertFails(() -> assertThat(transcript).sentInOrder("SELECT *", "LOGIN *"))
                .withMessageContaining(
                        "Expected in order  SELECT *,  LOGIN *\nbut no client sent  LOGIN *  after  SELECT *");
        assertFails(() -> assertThat(transcript).sentInOrder("NOOP", "NOOP", "NOOP"))
                .withMessageContaining("but no client sent  NOOP  after  NOOP");
        assertFails(() -> assertThat(transcript).sentExactly("LOGIN *", "EXAMINE *"))
                .withMessageContaining("Expected  EXAMINE *  as command 2.\nClosest of 1 command:");
        assertFails(() -> assertThat(transcript).sentExactly("LOGIN *"))
                .withMessageContaining("Expected 1 commands but there were 5.");
    }

    @Test
    void looksAtAnExchange() {
        assertThat(transcript)
                .exchange("SELECT *")
                .isOk()
                .hasCode("read-write")
                .hasUntagged("* 3 EXISTS")
                .hasUntagged("* * exists")
                .hasArguments("INBOX")
                .extracting(exchange -> exchange.tag())
                .isEqualTo("a2");
        assertThat(transcript).exchange("SELECT *").untagged().containsExactly("* 3 EXISTS");
        assertThat(transcript).exchange("FOO").isBad();
        assertThat(transcript.exchanges().get(4)).isBad();
        then(transcript.exchanges().get(4)).isBad();
        assertThat((Object) transcript.exchanges().get(4))
                .asInstanceOf(ImapAssertions.EXCHANGE)
                .isBad();

        assertFails(() -> assertThat(transcript).exchange("SELECT *").isNo())
                .withMessageContaining(
                        "Expected NO as the answer to  SELECT \"Inbox\"\n  * 3 EXISTS\n  OK [READ-WRITE]");
        assertFails(() -> assertThat(transcript).exchange("SELECT *").hasCode("READ-ONLY"))
                .withMessageContaining("Expected the code [READ-ONLY]");
        assertFails(() -> assertThat(transcript).exchange("SELECT *").hasUntagged("* 4 EXISTS"))
                .withMessageContaining("Expected the line  * 4 EXISTS");
        assertFails(() -> assertThat(transcript).exchange("SELECT *").hasArguments("Drafts"))
                .withMessageContaining("Expected the arguments  Drafts  in  SELECT");
        assertFails(() -> assertThat(transcript).exchange("IDLE").isOk()).withMessageContaining("Closest of 5");
        client("a6 IDLE\r\n");
        assertFails(() -> assertThat(transcript).exchange("IDLE").isOk()).withMessageContaining("no answer yet");
    }

    @Test
    void findsCredentialsInClear() {
        assertFails(() -> assertThat(transcript).hasNoCredentialsInClear())
                .withMessageContaining("outside TLS, but they were sent with\n  connection 1: LOGIN bob {redacted}")
                .withMessageNotContaining("secret");

        TranscriptRecorder other = new TranscriptRecorder();
        other.opened("1", "x", NOW);
        other.received("1", "a AUTHENTICATE PLAIN\r\n".getBytes(UTF_8), NOW);
        other.sent("1", "a NO [PRIVACYREQUIRED] not so\r\n".getBytes(UTF_8), NOW);
        other.received("1", "b AUTHENTICATE CRAM-MD5\r\nYm9iIDEyMw==\r\n".getBytes(UTF_8), NOW);
        other.sent("1", "b OK\r\n".getBytes(UTF_8), NOW);
        assertThat(other).hasNoCredentialsInClear();
        other.secured("1", NOW);
        other.received("1", "c LOGIN bob secret\r\n".getBytes(UTF_8), NOW);
        assertThat(other).hasNoCredentialsInClear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTHENTICATE PLAIN AGJvYgBzZWNyZXQ=\r\n",
                "AUTHENTICATE PLAIN\r\nAGJvYgBzZWNyZXQ=\r\n",
                "authenticate xoauth2 dXNlcg==\r\n",
                "LOGIN {3+}\r\nbob {6+}\r\nsecret\r\n"
            })
    void knowsAllWaysToSendAPassword(String command) {
        TranscriptRecorder other = new TranscriptRecorder();
        other.opened("1", "x", NOW);
        other.received("1", ("a " + command).getBytes(UTF_8), NOW);

        assertFails(() -> assertThat(other).hasNoCredentialsInClear());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FETCH 1 FLAGS",
                "SEARCH UNSEEN",
                "STORE 1 +FLAGS (\\Seen)",
                "UID SEARCH 5:7",
                "UID SEARCH UNSEEN (OR 3 SEEN)"
            })
    void findsSequenceNumbers(String command) {
        assertThat(transcript).usedNoSequenceNumbers();

        client("b1 " + command + "\r\n");

        assertFails(() -> assertThat(transcript).usedNoSequenceNumbers())
                .withMessageContaining(
                        "Expected no sequence numbers, but a client used them in\n  connection 1: " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UID FETCH 1:3 FLAGS",
                "UID SEARCH UID 5:7",
                "UID SEARCH 1:*",
                "UID SEARCH LARGER 100 HEADER X-Number 5 SUBJECT 7",
                "APPEND INBOX {3+}\r\nabc"
            })
    void takesNothingElseForSequenceNumbers(String command) {
        client("b1 " + command + "\r\n");

        assertThat(transcript).usedNoSequenceNumbers();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FETCH 1 BODY[]",
                "UID FETCH 1 (FLAGS BODY[TEXT]<0.10>)",
                "fetch 1 rfc822",
                "FETCH 1 (RFC822.TEXT UID)",
                "FETCH 1 BINARY[1]"
            })
    void findsWhatMarksAsRead(String command) {
        assertThat(transcript).neverSetSeenByReading();

        client("b1 " + command + "\r\n");

        assertFails(() -> assertThat(transcript).neverSetSeenByReading())
                .withMessageContaining("to be marked as read by reading it, but a client sent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FETCH 1 BODY.PEEK[]",
                "FETCH 1 (RFC822.SIZE RFC822.HEADER BODY BODYSTRUCTURE BINARY.SIZE[1])",
                "EXAMINE INBOX\r\nb2 FETCH 1 BODY[]",
                "STORE 1 +FLAGS (\\Seen)"
            })
    void knowsWhatDoesNotMarkAsRead(String command) {
        client("b1 " + command + "\r\n");

        assertThat(transcript).neverSetSeenByReading();
    }

    @Test
    void missesALogout() {
        transcript.closed("1", NOW);

        assertFails(() -> assertThat(transcript).loggedOutCleanly())
                .withMessageContaining("Expected LOGOUT before a connection ends, but there is none on  [1]");
        client("a9 LOGOUT\r\n");
        assertThat(transcript).loggedOutCleanly();
    }

    @Test
    void comparesWithAScript() {
        assertThat(transcript)
                .matchesScript("/scripts/noop.imap")
                .matches(Script.parse("C: x LOGIN *\nC: a SELECT INBOX\nC: a NOOP\nC: a NOOP\nC: a FOO\nS: ...\n"));

        client("a9 LOGOUT\r\n");
        assertFails(() -> assertThat(transcript).matchesScript("/scripts/noop.imap"))
                .withMessageContaining("Expected the transcript to match /scripts/noop.imap")
                .withMessageContaining("  + C: a6 LOGOUT");
        assertThatThrownBy(() -> assertThat(transcript).matchesScript("/scripts/none.imap"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No /scripts/none.imap on the class path. To write it, run the test once with "
                        + "-Dpymap.scripts.update=src/test/resources");
    }

    @Test
    void writesAScript(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("scripts").resolve("new.imap");

        assertThat(transcript).update(file);

        assertThat(Files.readString(file))
                .startsWith("# connection 1\nC: a1 LOGIN bob {redacted}\nC: a2 SELECT Inbox\n")
                .endsWith("S: a5 BAD\n");
        assertThat(transcript).matches(Script.parse(Files.readString(file)));

        Files.writeString(file, Files.readString(file).replace("LOGIN bob", "LOGIN *"));
        client("a9 LOGOUT\r\n");
        assertThat(transcript).update(file);

        assertThat(Files.readString(file))
                .contains("C: a1 LOGIN * {redacted}\n")
                .endsWith("C: a6 LOGOUT\n");
    }

    @Test
    void isSoft() {
        ImapSoftAssertions softly = new ImapSoftAssertions();

        softly.assertThat(transcript).sent("EXAMINE *").neverSent("NOOP").sent("NOOP");
        softly.assertThat(transcript.exchanges().get(0)).isBad();
        softly.assertThat(1).isEqualTo(2);

        assertThat(softly.errorsCollected()).hasSize(4);
    }
}
