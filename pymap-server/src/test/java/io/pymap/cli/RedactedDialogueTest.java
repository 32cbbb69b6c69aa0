package io.pymap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedDialogueTest {

    private final List<String> lines = new ArrayList<>();
    private final RedactedDialogue dialogue = new RedactedDialogue(lines::add);

    private void client(String text) {
        for (byte octet : text.getBytes(ISO_8859_1)) { // as it may come from the network
            dialogue.received(new byte[] {octet});
        }
    }

    private void server(String text) {
        dialogue.sent(text.getBytes(ISO_8859_1));
    }

    @Test
    void showsLinesOfBothSides() {
        client("a NOOP\r\n");
        server("a OK Done.\r\n");

        assertThat(lines).containsExactly("C: a NOOP", "S: a OK Done.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a LOGIN ann SECRET\r\n",
                "a login \"ann\" \"SECRET\"\r\n",
                " a  LOGIN SECRET SECRET\r\n",
                "LOGIN ann SECRET\r\n",
                "a LOGIN {3}\r\nann {6}\r\nSECRET\r\n",
                "a LOGIN {3+}\r\nann {6+}\r\nSECRET\r\n",
                "a LOGIN ann {9+}\r\nx\nSECRET\n\r\n",
                "a AUTHENTICATE PLAIN SECRET\r\n",
                "a authenticate plain\r\nSECRET\r\n",
                "a AUTHENTICATE LOGIN\r\nSECRET\r\nSECRET\r\n",
                "a AUTHENTICATE SECRET-WITHOUT-MECHANISM SECRET\r\n",
                "AUTHENTICATE PLAIN SECRET\r\n",
                "a LOGIN x SECRET\r\nb LOGIN ann SECRET\r\n",
            })
    void leavesPasswordsOut(String sent) {
        client(sent);

        assertThat(lines).isNotEmpty();
        assertThat(String.join("\n", lines).replace("SECRET-WITHOUT-MECHANISM", ""))
                .doesNotContain("SECRET");
    }

    @Test
    void showsWhatComesBehindTheLogin() {
        client("a LOGIN ann SECRET\r\n");
        server("a OK [CAPABILITY IMAP4rev1] Done.\r\n");
        client("b SELECT INBOX\r\n");

        assertThat(lines)
                .containsExactly("C: a LOGIN ***", "S: a OK [CAPABILITY IMAP4rev1] Done.", "C: b SELECT INBOX");
    }

    @Test
    void goesOnBehindLiteralsThatTheServerRefuses() {
        client("a LOGIN {99999}\r\n");
        server("a NO [TOOBIG] Too big.\r\n");
        client("b NOOP\r\n");

        assertThat(lines).containsExactly("C: a LOGIN ***", "S: a NO [TOOBIG] Too big.", "C: b NOOP");
    }

    @Test
    void takesNoWordsOfMessagesForCommands() {
        client("a APPEND INBOX {15+}\r\nb LOGIN c d\r\nxy\r\nc NOOP\r\n");

        assertThat(lines).containsExactly("C: a APPEND INBOX {15+}", "C: b LOGIN c d", "C: xy", "C: ", "C: c NOOP");
    }

    @Test
    void keepsNoEndlessLines() {
        client("x".repeat(5000) + "\r\n");

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).hasSizeLessThan(1100).endsWith("... (5001 octets)");
    }

    @Test
    void showsNoControlCharacters() {
        client("a \u001b[2J\u0000\u00ff\r\n");

        assertThat(lines).containsExactly("C: a .[2J..");
    }
}
