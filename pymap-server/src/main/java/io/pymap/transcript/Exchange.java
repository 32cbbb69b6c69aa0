package io.pymap.transcript;

import java.util.List;

/**
 * A command and what the server answered. Without secrets.
 *
 * @param connection the id of its connection
 * @param command in upper case, such as {@code SELECT} or {@code UID FETCH}
 * @param arguments as they were sent; short literals as quoted strings, long ones as <code>{n}</code>
 * @param untagged the lines ahead of the tagged one, with their literals, without the end of the line
 * @param status {@code OK}, {@code NO} or {@code BAD}; empty while there is none
 * @param code what stands in brackets behind the status, such as {@code READ-ONLY} (RFC 9051 7.1); empty for none
 */
public record Exchange(
        String connection,
        String tag,
        String command,
        String arguments,
        List<String> untagged,
        String status,
        String code) {

    public Exchange {
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
}
