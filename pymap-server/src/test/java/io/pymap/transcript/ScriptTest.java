package io.pymap.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScriptTest {

    private static Talk talk() {
        return new Talk()
                .server("* OK [CAPABILITY IMAP4rev1] localhost ready\r\n")
                .client("X1 LOGIN user-0123abcd secret\r\n")
                .server("X1 OK [CAPABILITY IMAP4rev1 IDLE] Welcome\r\n")
                .client("X2 select {5}\r\n")
                .server("+ go on\r\n")
                .client("INBOX\r\n")
                .server("* 1 EXISTS\r\n* OK [UIDVALIDITY 4711] as always\r\nX2 OK [READ-WRITE] done\r\n")
                .client("X3 UID FETCH 1:* (FLAGS BODY.PEEK[TEXT])\r\n")
                .server("* 1 FETCH (UID 1 FLAGS () BODY[TEXT] {7}\r\na\r\nb\r\n)\r\nX3 OK done\r\n")
                .client("X4 IDLE\r\n")
                .server("+ idling\r\n")
                .client("DONE\r\n")
                .server("X4 OK done\r\n");
    }

    private static final String SCRIPT = """
            # connection 1
            S: * OK ...
            C: a1 LOGIN * {redacted}
            S: a1 OK [CAPABILITY ...]
            C: a2 select INBOX
            S: * 1 EXISTS
            S: * OK [UIDVALIDITY $_]
            S: a2 OK [READ-WRITE]
            C: a3 UID FETCH 1:* (FLAGS BODY.PEEK[TEXT])
            S: * 1 FETCH (UID 1 FLAGS () BODY[TEXT] {7}
            S: a
            S: b
            S: )
            S: a3 OK
            C: a4 IDLE
            S: + idling
            C: DONE
            S: a4 OK
            """;

    @Test
    void isWrittenAsItIsRead() {
        Script script = talk().recorder.asScript();

        assertThat(script).hasToString(SCRIPT);
        assertThat(Script.parse(SCRIPT)).isEqualTo(script).hasSameHashCodeAs(script);
        assertThat(script.difference(talk().recorder)).isEmpty();
    }

    @Test
    void readsWhatATranscriptPrints() {
        assertThat(Script.parse(talk().recorder.asText()).difference(talk().recorder))
                .isEmpty();
    }

    @Test
    void leavesOutWhatIsNotTold() {
        Script script = Script.parse("""
                # what it is about
                S: ...
                C: t7 LOGIN user-* *
                S: ...
                C: t8 SELECT "inbox"
                S: * $_ EXISTS
                S: ...
                S: t8 OK [READ-WRITE]

                C: t9 UID FETCH * (FLAGS *)
                S: * 1 FETCH (...
                # in the middle
                S: ...
                S: t9 OK
                C: x IDLE
                S: +
                C: DONE
                S: x OK
                """);

        assertThat(script.difference(talk().recorder)).isEmpty();
        assertThat(script.adaptedTo(talk().recorder).difference(talk().recorder))
                .isEmpty();
    }

    @Test
    void showsHowTheyDiffer() {
        Script script = Script.parse(SCRIPT.replace("C: a2 select INBOX", "C: a2 EXAMINE INBOX")
                .replace("S: * 1 EXISTS\n", "")
                .replace("a2 OK [READ-WRITE]", "a2 OK"));

        assertThat(script.difference(talk().recorder).orElseThrow())
                .startsWith("  # connection 1\n    S: * OK ...\n    C: a1 LOGIN * {redacted}\n")
                .contains("  - C: a2 EXAMINE INBOX\n", "  + C: a2 select INBOX\n", "  + S: * 1 EXISTS\n")
                .contains("  - S: a2 OK\n", "  + S: a2 OK [READ-WRITE] done\n", "    C: a3 UID FETCH");
        assertThat(script.adaptedTo(talk().recorder)).hasToString(SCRIPT);
    }

    @Test
    void tellsConnectionsApart() {
        Script script = Script.parse("# connection 1\nS: * OK ...\n\n# connection 2\nS: * OK ...\n");

        assertThat(script.difference(new Talk().server("* OK hi\r\n").recorder).orElseThrow())
                .isEqualTo("  # connection 1\n    S: * OK ...\n\n  # connection 2\n  - S: * OK ...");
    }

    @Test
    void keepsWhatWasWrittenByHandWhenItIsAdapted() {
        Script script =
                Script.parse("# Why this matters\nS: ...\nC: LOG1 LOGIN user-* ?redacted?\nC: a2 NOOP\nS: ...\n");

        assertThat(script.adaptedTo(talk().recorder).toString())
                .startsWith("# Why this matters\n# connection 1\nS: ...\nC: a1 LOGIN user-* ?redacted?\n")
                .doesNotContain("NOOP");
    }

    @Test
    void saysWhichLineIsNone() {
        assertThatThrownBy(() -> Script.parse("C: a NOOP\n\nX: what\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Line 3 of the script: expected \"C: \" or \"S: \" and what client or server say, or a comment "
                                + "that begins with #");
    }
}
