package io.pymap.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissTableTest {

    private static String nearMisses(String pattern, String... commands) {
        Talk talk = new Talk();
        for (int i = 0; i < commands.length; i++) {
            talk.client("a" + (i + 1) + " " + commands[i] + "\r\n").server("a" + (i + 1) + " OK\r\n");
        }
        return CommandPattern.of(pattern).nearMisses(talk.recorder.exchanges()) + "\n";
    }

    @Test
    void showsTheClosestCommandWordByWord() {
        String table = nearMisses(
                "UID FETCH * (* BODY.PEEK[*])", "SELECT INBOX", "FETCH 1:20 (FLAGS BODY[])", "NOOP", "LOGOUT");

        assertThat(table).startsWith("""
                Closest of 4 commands:
                  connection 1, a2 -> OK
                    expected         | sent
                    UID FETCH        | FETCH           <<<<< uses sequence numbers
                    *                | 1:20
                    (* BODY.PEEK[*]) | (FLAGS BODY[])  <<<<< BODY[ sets \\Seen where BODY.PEEK[ does not
                """);
    }

    @Test
    void saysWhatIsMissingAndWhatIsTooMuch() {
        assertThat(nearMisses("SELECT INBOX (CONDSTORE)", "SELECT INBOX")).endsWith("""
                        SELECT      | SELECT
                        INBOX       | INBOX
                        (CONDSTORE) |         <<<<< missing
                    """);
        assertThat(nearMisses("STORE 1 +FLAGS (\\Seen)", "UID STORE 1 FLAGS (\\Seen \\Deleted) x"))
                .endsWith("""
                        STORE    | UID STORE         <<<<< uses UIDs
                        1        | 1
                        +FLAGS   | FLAGS             <<<<< differs
                        (\\Seen)  | (\\Seen \\Deleted)  <<<<< differs
                                 | x                 <<<<< not expected
                    """);
    }

    @Test
    void letsAWildcardStandForSeveralWords() {
        assertThat(nearMisses("UID SEARCH * UNSEEN", "UID SEARCH RETURN (COUNT) SEEN"))
                .endsWith("""
                        UID SEARCH | UID SEARCH
                        *          | RETURN
                                   | (COUNT)
                        UNSEEN     | SEEN        <<<<< differs
                    """);
    }

    @Test
    void showsEachWayToMissOnce() {
        assertThat(nearMisses("EXAMINE INBOX", "SELECT INBOX", "SELECT INBOX", "SELECT INBOX", "NOOP"))
                .contains("connection 1, a1", "Closest of 4 commands")
                .doesNotContain("a2", "a3");
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(nearMisses("NOOP", "SEARCH SUBJECT " + "x".repeat(100)))
                .contains("x…")
                .doesNotContain("x".repeat(80));
    }

    @Test
    void isEmptyWhereNothingWasSent() {
        assertThat(CommandPattern.of("NOOP").nearMisses(List.of())).isEmpty();
    }
}
