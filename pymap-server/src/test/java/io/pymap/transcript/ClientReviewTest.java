package io.pymap.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Transcripts, and what the client should not have done in them. */
class ClientReviewTest {

    private static final String GREETED = "S: * OK ready\n";

    private static final String LOGGED_IN = GREETED + "C: l LOGIN ann secret\nS: l OK in\n";

    /** With three messages. */
    private static final String SELECTED = LOGGED_IN + """
            C: s SELECT INBOX
            S: * 3 EXISTS
            S: * OK [UIDVALIDITY 1] valid
            S: s OK [READ-WRITE] selected
            """;

    /** {@code T: 30} lets 30 minutes pass, {@code X:} closes the connection. */
    private static TranscriptRecorder recorded(String transcript) {
        TranscriptRecorder recorder = new TranscriptRecorder();
        Instant now = Talk.NOON;
        recorder.opened("1", "127.0.0.1:5000", now);
        for (String line : transcript.lines().toList()) {
            String text = line.substring(Math.min(3, line.length()));
            byte[] octets = (text + "\r\n").getBytes(UTF_8);
            switch (line.charAt(0)) {
                case 'C' -> recorder.received("1", octets, now);
                case 'S' -> recorder.sent("1", octets, now);
                case 'T' -> now = now.plus(Duration.ofMinutes(Long.parseLong(text)));
                default -> recorder.closed("1", now);
            }
        }
        return recorder;
    }

    /** Each behind the line it belongs to. */
    private static List<String> findings(String transcript) {
        return recorded(transcript).findings().stream()
                .map(finding -> finding.line().text() + " " + finding)
                .toList();
    }

    private static Arguments found(String transcript, String... findings) {
        return Arguments.of(transcript, List.of(findings));
    }

    private static Arguments fine(String transcript) {
        return found(transcript);
    }

    @ParameterizedTest
    @MethodSource({"states", "tags", "numbers", "reading", "validity", "enabling", "idling", "literals"})
    void finds(String transcript, List<String> expected) {
        assertThat(findings(transcript)).isEqualTo(expected);
    }

    static Stream<Arguments> states() {
        return Stream.of(
                found(
                        GREETED + "C: a SELECT INBOX\nS: a BAD no\n",
                        "a SELECT INBOX # CLIENT: SELECT comes before the login (RFC 9051 6.3)"),
                found(
                        LOGGED_IN + "C: a FETCH 1 FLAGS\nS: a BAD no\n",
                        "a FETCH 1 FLAGS # CLIENT: FETCH comes while no mailbox is selected (RFC 9051 6.4)"),
                found(
                        SELECTED + "C: a LOGIN bob x\nS: a BAD no\n",
                        "a LOGIN bob {redacted} # CLIENT: LOGIN comes after the login (RFC 9051 6.2)"),
                found(
                        SELECTED + "C: a CLOSE\nS: a OK\nC: b UID FETCH 1 FLAGS\nS: b BAD\n",
                        "b UID FETCH 1 FLAGS # CLIENT: UID FETCH comes while no mailbox is selected (RFC 9051 6.4)"),
                found(
                        SELECTED + "C: a SELECT x\nS: a NO\nC: b EXPUNGE\nS: b BAD\n",
                        "b EXPUNGE # CLIENT: EXPUNGE comes while no mailbox is selected (RFC 9051 6.4)"),
                found(
                        LOGGED_IN + "C: a LOGOUT\nC: b NOOP\nS: * BYE\nS: a OK\n",
                        "b NOOP # CLIENT: NOOP comes behind LOGOUT (RFC 9051 3.4)"),
                found(
                        LOGGED_IN + "C: a LOGOUT\nS: * BYE\nS: a OK\nC: b NOOP\n",
                        "b NOOP # CLIENT: NOOP comes behind LOGOUT (RFC 9051 3.4)"),
                found(
                        GREETED + "C: a STARTTLS\nC: b CAPABILITY\n",
                        "b CAPABILITY # CLIENT: CAPABILITY is sent before the answer to STARTTLS (RFC 9051 6.2.1)"),
                found(
                        LOGGED_IN + "C: a COMPRESS DEFLATE\nC: b NOOP\n",
                        "b NOOP # CLIENT: NOOP is sent before the answer to COMPRESS (RFC 4978 3)"),
                fine(GREETED + "C: a NOOP\nS: a OK\nC: b LOGIN ann x\nC: c SELECT INBOX\nC: d UID FETCH 1:* FLAGS\n"),
                fine("S: * PREAUTH hello\nC: a SELECT INBOX\nS: a OK\nC: b EXAMINE x\nS: b OK\nC: c CHECK\n"),
                fine(LOGGED_IN + "C: a UNAUTHENTICATE\nS: a OK\nC: b LOGIN bob x\nS: b OK\n"),
                fine(GREETED + "C: a XUNKNOWN\nS: a BAD\n"),
                fine("C: a FETCH 1 FLAGS\nS: a OK\n"));
    }

    static Stream<Arguments> tags() {
        return Stream.of(
                found(
                        LOGGED_IN + "C: a NOOP\nC: a LIST \"\" *\nS: a OK\nS: a OK\n",
                        "a LIST \"\" * # CLIENT: LIST has the tag a of NOOP, which is in progress (RFC 9051 2.2.1)"),
                fine(LOGGED_IN + "C: a NOOP\nS: a OK\nC: a NOOP\nS: a OK\n"));
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                found(
                        SELECTED + "C: a NOOP\nC: b FETCH 2 FLAGS\nS: a OK\nS: b OK\n",
                        "b FETCH 2 FLAGS # CLIENT: FETCH has sequence numbers, which the NOOP in progress may change"
                                + " (RFC 9051 5.5)"),
                found(
                        SELECTED + "C: a NOOP\nC: b STORE 2 FLAGS ()\nS: * 1 EXPUNGE\nS: a OK\nS: b OK\n",
                        "b STORE 2 FLAGS () # CLIENT: STORE has sequence numbers, which the NOOP in progress may change,"
                                + " and has changed: a message was expunged (RFC 9051 5.5)"),
                found(
                        SELECTED + "C: a STORE 1 FLAGS ()\nC: b COPY 1 x\nC: c FETCH 1 FLAGS\n",
                        "c FETCH 1 FLAGS # CLIENT: FETCH has sequence numbers, which the COPY in progress may change"
                                + " (RFC 9051 5.5)"),
                found(
                        SELECTED + "C: a UID FETCH 7 FLAGS\nC: b UID SEARCH 1,3 SEEN\n",
                        "b UID SEARCH 1,3 SEEN # CLIENT: UID SEARCH has sequence numbers, which the UID FETCH in"
                                + " progress may change (RFC 9051 5.5)"),
                found(
                        SELECTED + "C: a NOOP\nS: * 2 EXPUNGE\nS: a OK\nC: b FETCH 1:3 FLAGS\nS: b BAD\n",
                        "b FETCH 1:3 FLAGS # CLIENT: FETCH names message 3 of 2 that there are (RFC 9051 9, seq-number)"),
                found(
                        SELECTED + "C: a NOOP\nS: * VANISHED 5,7:8\nS: a OK\nC: b SEARCH OR 1 SEEN\nS: b BAD\n",
                        "b SEARCH OR 1 SEEN # CLIENT: SEARCH names message 1 of 0 that there are"
                                + " (RFC 9051 9, seq-number)"),
                fine(SELECTED + "C: a FETCH 1 FLAGS\nC: b STORE 2 FLAGS ()\nC: c SEARCH 3\nC: d NOOP\n"),
                fine(SELECTED + "C: a STORE 1 FLAGS ()\nC: b COPY 1 x\nC: c EXPUNGE\n"),
                fine(SELECTED + "C: a NOOP\nC: b FETCH 1:* FLAGS\nC: c UID SEARCH UID 1 LARGER 2\nC: d SEARCH SEEN\n"),
                fine(SELECTED + "C: a NOOP\nC: b SELECT x\nC: c FETCH 9 FLAGS\n"),
                fine(SELECTED + "C: a NOOP\nS: * 4 EXISTS\nS: a OK\nC: b FETCH 4:* FLAGS\nS: b OK\n"),
                fine(SELECTED + "C: a NOOP\nS: * BAD what\nC: b FETCH 1 FLAGS\nS: b OK\n"));
    }

    static Stream<Arguments> reading() {
        String seen = " # CLIENT, note: %s marks messages as read, which BODY.PEEK[] does not (RFC 9051 6.4.5)";
        return Stream.of(
                found(SELECTED + "C: a FETCH 1 BODY[]\n", "a FETCH 1 BODY[]" + seen.formatted("FETCH")),
                found(
                        SELECTED + "C: a UID FETCH 1 (UID RFC822)\n",
                        "a UID FETCH 1 (UID RFC822)" + seen.formatted("UID FETCH")),
                fine(SELECTED + "C: a FETCH 1 BODY.PEEK[]\nC: b FETCH 1 (RFC822.SIZE RFC822.HEADER)\n"),
                fine(LOGGED_IN + "C: a EXAMINE INBOX\nC: b FETCH 1:* BODY[]\n"),
                fine(LOGGED_IN + "C: a SELECT INBOX\nS: a OK [READ-ONLY] x\nC: b UID FETCH 1 BODY[]\nS: b OK\n"));
    }

    static Stream<Arguments> validity() {
        String again = SELECTED + """
                C: u UNSELECT
                S: u OK
                C: v SELECT INBOX
                S: * 3 EXISTS
                S: * OK [UIDVALIDITY 2] valid
                S: v OK [READ-WRITE] selected
                """;
        return Stream.of(
                found(
                        again + "C: a UID STORE 7 FLAGS ()\nS: a OK\n",
                        "a UID STORE 7 FLAGS () # CLIENT: UID STORE uses UID 7 of UIDVALIDITY 1, which is another one"
                                + " now (RFC 9051 2.3.1.1)"),
                fine(again
                        + "C: a UID FETCH 1:* FLAGS\nS: * 1 FETCH (UID 7 FLAGS ())\nS: a OK\nC: b UID FETCH 7 FLAGS\n"),
                fine(again + "C: a UID SEARCH ALL\nS: * SEARCH 6 7\nS: a OK\nC: b UID FETCH 7 FLAGS\nS: b OK\n"),
                fine(again + "C: a UID SEARCH RETURN (ALL) ALL\nS: * ESEARCH (TAG \"a\") UID ALL 5:7\nS: a OK\n"
                        + "C: b UID FETCH 6,7 FLAGS\nS: b OK\n"),
                fine(again + "C: a APPEND INBOX {1+}\nC: x\nS: a OK [APPENDUID 2 7] x\nC: b UID FETCH 7 FLAGS\n"),
                fine(again.replace("UIDVALIDITY 2", "UIDVALIDITY 1") + "C: a UID STORE 7 FLAGS ()\nS: a OK\n"),
                fine(again.replace("v SELECT INBOX", "v SELECT other") + "C: a UID STORE 7 FLAGS ()\nS: a OK\n"));
    }

    private static final String CRLF = "\r\n";

    private static void session(TranscriptRecorder recorder, String id, String validity, String command) {
        recorder.opened(id, "127.0.0.1:5000", Talk.NOON);
        String talk = SELECTED.replace("UIDVALIDITY 1", "UIDVALIDITY " + validity);
        Stream.concat(talk.lines(), Stream.of("C: " + command)).forEach(line -> {
            byte[] octets = line.substring(3).concat(CRLF).getBytes(UTF_8);
            if (line.startsWith("C")) {
                recorder.received(id, octets, Talk.NOON);
            } else {
                recorder.sent(id, octets, Talk.NOON);
            }
            if (line.contains("UIDVALIDITY")) {
                recorder.sent(id, "* OK [MAILBOXID (F1)] id".concat(CRLF).getBytes(UTF_8), Talk.NOON);
            }
        });
    }

    private static List<String> texts(TranscriptRecorder recorder) {
        return recorder.findings().stream().map(ClientFinding::text).toList();
    }

    @Test
    void findsUidsThatAnEarlierConnectionHasTold() {
        TranscriptRecorder recorder = new TranscriptRecorder();
        session(recorder, "1", "1", "a UID FETCH 7 FLAGS");
        recorder.closed("1", Talk.NOON);
        session(recorder, "2", "2", "a UID STORE 7 FLAGS ()");
        recorder.closed("2", Talk.NOON);
        session(recorder, "3", "2", "a UID STORE 7 FLAGS ()");

        assertThat(texts(recorder)).containsExactly("UID STORE uses UID 7 of UIDVALIDITY 1, which is another one now");
    }

    @Test // which of the clients has been told what cannot be seen
    void findsNothingOfThatWhereConnectionsOverlap() {
        TranscriptRecorder recorder = new TranscriptRecorder();
        session(recorder, "1", "1", "a UID FETCH 7 FLAGS");
        session(recorder, "2", "2", "a UID STORE 7 FLAGS ()");

        assertThat(texts(recorder)).isEmpty();
    }

    static Stream<Arguments> enabling() {
        return Stream.of(
                found(
                        LOGGED_IN + "C: a SELECT INBOX (QRESYNC (1 2))\nS: a BAD\n",
                        "a SELECT INBOX (QRESYNC (1 2)) # CLIENT: SELECT has QRESYNC without ENABLE QRESYNC"
                                + " (RFC 7162 3.2.3)"),
                found(
                        SELECTED + "C: a UID FETCH 1:* FLAGS (CHANGEDSINCE 1 VANISHED)\nS: a BAD\n",
                        "a UID FETCH 1:* FLAGS (CHANGEDSINCE 1 VANISHED) # CLIENT: UID FETCH has VANISHED without"
                                + " ENABLE QRESYNC (RFC 7162 3.2.3)"),
                found(
                        LOGGED_IN + "C: e ENABLE QRESYNC\nS: * ENABLED\nS: e OK\n"
                                + "C: a SELECT INBOX (QRESYNC (1 2))\nS: a BAD\n",
                        "a SELECT INBOX (QRESYNC (1 2)) # CLIENT: SELECT has QRESYNC without ENABLE QRESYNC"
                                + " (RFC 7162 3.2.3)"),
                fine(LOGGED_IN + "C: e ENABLE QRESYNC\nS: * ENABLED QRESYNC\nS: e OK\n"
                        + "C: a SELECT INBOX (QRESYNC (1 2))\nS: a OK\n"),
                fine(LOGGED_IN + "C: e ENABLE QRESYNC\nC: a SELECT INBOX (QRESYNC (1 2))\n"),
                fine(SELECTED + "C: a UID FETCH 1:* FLAGS (CHANGEDSINCE 1)\nC: b SELECT x (CONDSTORE)\n"));
    }

    static Stream<Arguments> idling() {
        return Stream.of(
                found(
                        SELECTED + "C: a IDLE\nS: + idling\nT: 30\nC: DONE\nS: a OK\n",
                        "DONE # CLIENT: IDLE lasted 30 minutes; a client begins anew after 29 (RFC 9051 6.3.13)"),
                found(
                        SELECTED + "C: a IDLE\nS: + idling\nT: 31\nX:\n",
                        "a IDLE # CLIENT: IDLE lasted 31 minutes; a client begins anew after 29 (RFC 9051 6.3.13)"),
                found(
                        SELECTED + "C: a IDLE\nS: + idling\nC: b NOOP\nS: a BAD\n",
                        "b NOOP # CLIENT: IDLE is to be ended by DONE, and by nothing else (RFC 9051 6.3.13)"),
                fine(SELECTED + "C: a IDLE\nS: + idling\nT: 29\nC: DONE\nS: a OK\nT: 40\nC: b NOOP\nS: b OK\nX:\n"),
                fine(SELECTED + "C: a IDLE\nS: a NO\nT: 60\nX:\n"));
    }

    static Stream<Arguments> literals() {
        String hasty = " # CLIENT: What the literal announces is sent before the server asks for it (RFC 9051 4.3)";
        return Stream.of(
                found(LOGGED_IN + "C: a APPEND INBOX {1}\nC: x\nS: + go\nS: a OK\n", "a APPEND INBOX {1}" + hasty),
                found(LOGGED_IN + "C: a APPEND INBOX {4}\nC: b NO\nS: a NO [LIMIT] x\n", "a APPEND INBOX {4}" + hasty),
                fine(LOGGED_IN + "C: a APPEND INBOX {1}\nS: + go\nC: x\nS: a OK\n"),
                fine(LOGGED_IN + "C: a APPEND INBOX {1+}\nC: x\nS: a OK\n"),
                fine(LOGGED_IN + "C: a APPEND INBOX {1}\nS: a NO [LIMIT] x\nC: b NOOP\nS: b OK\n"));
    }

    @Test
    void standsBelowItsLine() {
        assertThat(recorded(GREETED + "C: a SELECT {5+}\nC: INBOX\nS: a BAD no\nC: b NOOP\nS: b OK\n")
                        .asText())
                .endsWith("""
                        S: * OK ready
                        C: a SELECT {5+}
                        # CLIENT: SELECT comes before the login (RFC 9051 6.3)
                        C: INBOX
                        S: a BAD no
                        C: b NOOP
                        S: b OK
                        """);
    }

    @Test
    void tellsNoSecrets() {
        TranscriptRecorder recorder = recorded(LOGGED_IN + "C: a LOGIN bob hunter2\nS: a BAD no\n");

        assertThat(recorder.findings()).hasSize(1);
        assertThat(recorder.findings().toString() + recorder.asText()).doesNotContain("hunter2", "secret");
        assertThat(recorder.asClearText()).contains("C: a LOGIN bob hunter2\n# CLIENT: LOGIN comes after the login");
    }

    @Test
    void findsNothingWhereTheBeginningIsForgotten() {
        TranscriptRecorder recorder = recorded(LOGGED_IN);

        recorder.clear();
        recorder.received("1", "a FETCH 1 FLAGS\r\n".getBytes(UTF_8), Talk.NOON);

        assertThat(recorder.findings()).isEmpty();
    }

    @Test
    void readsAsAScript() {
        TranscriptRecorder recorder = recorded(LOGGED_IN + "C: a FETCH 1 FLAGS\nS: a BAD no\n");

        assertThat(Script.parse(recorder.asText()).difference(recorder)).isEmpty();
    }
}
