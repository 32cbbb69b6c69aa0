package io.pymap.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a1 LOGIN bob secret|a1 LOGIN bob {redacted}",
                "a1 login bob secret|a1 login bob {redacted}",
                "a1 LOGIN \"bob\" \"secret\"|a1 LOGIN \"bob\" {redacted}",
                "a1 LOGIN \"b o\\\"b\" secret|a1 LOGIN \"b o\\\"b\" {redacted}",
                "a1  LOGIN  bob  secret|a1  LOGIN  bob {redacted}",
                "a1 LOGIN bob secret more|a1 LOGIN bob {redacted}",
                "a1 LOGIN \"bob secret|a1 LOGIN {redacted}",
                "LOGIN bob secret|LOGIN bob {redacted}",
                "a1 AUTHENTICATE PLAIN AGJvYgBzZWNyZXQ=|a1 AUTHENTICATE PLAIN {redacted}",
                "a1 authenticate plain =|a1 authenticate plain {redacted}",
                "a1 AUTHENTICATE PLAIN|a1 AUTHENTICATE PLAIN",
                "a1 SELECT LOGIN|a1 SELECT LOGIN",
                "a1 LOGINS bob secret|a1 LOGINS bob secret",
                "a1 SEARCH SUBJECT \"x LOGIN bob secret\"|a1 SEARCH SUBJECT \"x LOGIN bob secret\""
            })
    void takesOutWhatFollowsTheName(String sent, String shown) {
        assertThat(new Talk().client(sent + "\r\n").printed()).isEqualTo("C: " + shown + "\n");
    }

    @Test
    void takesOutLiterals() {
        Talk talk = new Talk()
                .client("a1 LOGIN {3}\r\n")
                .server("+ go\r\n")
                .client("bob {6}\r\n")
                .server("+ go\r\n")
                .client("secret\r\n")
                .server("a1 OK in\r\n")
                .client("a2 NOOP\r\n");

        assertThat(talk.printed())
                .isEqualTo("C: a1 LOGIN {3}\nS: + go\nC: bob {redacted}\nS: + go\nS: a1 OK in\nC: a2 NOOP\n");
    }

    @Test
    void takesOutLiteralsThatAreNotAskedFor() {
        Talk talk =
                new Talk().client("a1 LOGIN bob {6+}\r\nsecret\r\na2 LOGIN {3+}\r\nbob {6+}\r\nsecret\r\na3 NOOP\r\n");

        assertThat(talk.printed())
                .isEqualTo("C: a1 LOGIN bob {redacted}\nC: a2 LOGIN {3+}\nC: bob {redacted}\nC: a3 NOOP\n");
    }

    @Test
    void takesOutEveryAnswerOfAuthenticate() {
        Talk talk = new Talk()
                .client("a1 AUTHENTICATE LOGIN\r\n")
                .server("+ VXNlcm5hbWU6\r\n")
                .client("Ym9i\r\n")
                .server("+ UGFzc3dvcmQ6\r\n")
                .client("c2VjcmV0\r\n")
                .server("a1 NO wrong\r\n")
                .client("a2 NOOP\r\n");

        assertThat(talk.printed()).doesNotContain("Ym9i", "c2VjcmV0").endsWith("S: a1 NO wrong\nC: a2 NOOP\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a2 LOGIN bob secret\r\n", "a2 LOGIN bob {6+}\r\nsecret\r\n"})
    void knowsALoginBehindALiteralThatWasRefused(String login) {
        Talk talk = new Talk()
                .client("a1 SELECT {99999}\r\n")
                .server("a1 NO too long\r\n")
                .client(login);

        assertThat(talk.printed()).doesNotContain("secret").endsWith("C: a2 LOGIN bob {redacted}\n");
    }

    @Test
    void takesTheLineThatAClientSendsAheadForTheLiteralItIs() {
        Talk talk = new Talk()
                .client("a0 NOOP\r\na1 APPEND INBOX {19}\r\na2 LOGIN ann hello\n\r\n")
                .server("a0 OK done\r\n")
                .server("+ go\r\n")
                .server("a1 OK done\r\n");

        assertThat(talk.printed()).contains("C: a2 LOGIN ann hello\n");
    }

    @Test
    void leavesMessagesAlone() {
        String message = "a1 LOGIN bob secret\r\n";
        Talk talk = new Talk()
                .client("a1 APPEND INBOX {21+}\r\n" + message + "\r\n")
                .server("* 1 FETCH (BODY[] {21}\r\n" + message + ")\r\n");

        assertThat(talk.printed()).contains("C: a1 LOGIN bob secret\n").contains("S: a1 LOGIN bob secret\n");
    }

    @Test
    void takesOutWhatHasNotArrivedInFull() {
        assertThat(new Talk().client("a1 LOGIN bob sec").printed()).isEqualTo("C: a1 LOGIN bob {redacted}\n");
    }

    @Test
    void remembersOverAClearedTranscript() {
        Talk talk = new Talk().client("a1 AUTHENTICATE PLAIN\r\n").server("+ \r\n");

        talk.recorder.clear();
        talk.client("AGJvYgBzZWNyZXQ=\r\n");

        assertThat(talk.printed()).isEqualTo("C: {redacted}\n");
    }

    @Test
    void showsTheSameInWhateverPiecesItComes() {
        String client =
                "a1 LOGIN bob {6+}\r\nsecret\r\na2 APPEND INBOX {21+}\r\na1 LOGIN bob secret\r\n\r\na3 LOGOUT\r\n";
        String expected = new Talk().client(client).printed();
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int i = 0; i < 200; i++) {
            assertThat(new Talk().inPieces(true, client, random).printed())
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }
}
