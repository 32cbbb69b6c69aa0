package io.pymap.transcript;

import java.time.Instant;
import java.util.List;

/**
 * A command and what the server answered. Without secrets.
 *
 * @param connection the id of its connection
 * @param command in upper case, such as {@code SELECT} or {@code UID FETCH}
 * @param arguments as they were sent; short literals as quoted strings, long ones as <code>{n}</code>
 * @param answers what the client said while the command was running: the answers of AUTHENTICATE, each as
 *     {@value SecretFilter#REDACTED}, and DONE, which ends IDLE
 * @param untagged the lines ahead of the tagged one, with their literals, without the end of the line
 * @param status {@code OK}, {@code NO} or {@code BAD}; empty while there is none
 * @param code what stands in brackets behind the status, such as {@code READ-ONLY} (RFC 9051 7.1); empty for none
 * @param secure whether the command passed under TLS
 * @param at when the command had come in, by the server's clock
 */
public record Exchange(
        String connection,
        String tag,
        String command,
        String arguments,
        List<String> answers,
        List<String> untagged,
        String status,
        String code,
        boolean secure,
        Instant at) {

    public Exchange {
        answers = List.copyOf(answers);
        untagged = List.copyOf(untagged);
    }

    /** Whether the tagged line has been sent. */
    public boolean completed() {
        return !status.isEmpty();
    }

    /** The command with its arguments, as it was sent but for the tag. */
    public String line() {
        return arguments.isEmpty() ? command : command + " " + arguments;
    }

    /**
     * The command's name and its arguments, each as one word, a list in parentheses as well. However a string was sent, it
     * is the same word: {@code INBOX}, {@code "INBOX"} and a literal are {@code INBOX}.
     */
    public List<String> words() {
        return CommandWords.of(line());
    }
}
