package io.pymap.fault;

import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.Frame;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.mailbox.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A command on which a rule may act, as the client sent it.
 *
 * @param connection the id of its connection, as in the transcript
 * @param connectionNumber of all connections since the rules were last cleared, from 1
 * @param tag as sent; {@code *} for what is no command, such as the greeting
 * @param name in upper case, such as {@code SELECT} or {@code UID FETCH}; empty for what is no command
 * @param arguments as sent, with short literals as quoted strings; for LOGIN they hold the password
 * @param user who has logged in
 * @param mailbox which is selected
 */
public record ClientCommand(
        String connection,
        int connectionNumber,
        String tag,
        String name,
        String arguments,
        Optional<String> user,
        Optional<String> mailbox) {

    /** A literal up to this many octets reads as a quoted string. */
    private static final int SHORT_LITERAL = 1000;

    /** What a rule knows of the connection that a command comes over. */
    record Place(String connection, int connectionNumber, Optional<String> user, Optional<String> mailbox) {}

    /** What is no command. */
    static ClientCommand none(Place place) {
        return new ClientCommand(
                place.connection(), place.connectionNumber(), "*", "", "", place.user(), place.mailbox());
    }

    /** What has come of one, where it has not come whole. */
    static ClientCommand of(Place place, Frame frame) {
        if (frame instanceof Frame.Command command) {
            return of(place, command.lines(), command.literals());
        }
        byte[] beginning = frame instanceof Frame.LiteralAnnouncement literal
                ? literal.command()
                : ((Frame.Unreadable) frame).beginning();
        return of(place, List.of(beginning), List.of());
    }

    private static ClientCommand of(Place place, List<byte[]> lines, List<Frame.Literal> literals) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(new String(lines.get(i), StandardCharsets.ISO_8859_1));
            if (i < literals.size() && literals.get(i).content().size() <= SHORT_LITERAL) {
                text.setLength(text.lastIndexOf("{"));
                text.append(quoted(literals.get(i).content()));
            }
        }
        String whole = text.toString();
        String tag = tag(lines.get(0));
        String rest = behind(whole, firstWord(whole));
        String name = firstWord(rest);
        if (name.equalsIgnoreCase("UID")) {
            String second = firstWord(behind(rest, name));
            name = rest.substring(0, rest.indexOf(second, name.length()) + second.length());
        }
        return new ClientCommand(
                place.connection(),
                place.connectionNumber(),
                tag,
                name.toUpperCase(Locale.ROOT),
                behind(rest, name),
                place.user(),
                place.mailbox());
    }

    /** As the session reads it, which answers with it. */
    private static String tag(byte[] line) {
        try {
            return new ArgumentReader(new Frame.Command(List.of(line), List.of(), false), false).tag();
        } catch (SyntaxException e) {
            return "*";
        }
    }

    private static String quoted(Content content) {
        Content.InMemory octets = content.load();
        String text = new String(octets.array(), octets.offset(), octets.length(), StandardCharsets.ISO_8859_1);
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String firstWord(String text) {
        int end = text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }

    private static String behind(String text, String beginning) {
        return text.substring(Math.min(text.length(), beginning.length() + 1));
    }

    /** The command with its arguments. */
    public String line() {
        return arguments.isEmpty() ? name : name + " " + arguments;
    }

    /** The first argument, without quotes; empty where there is none. */
    String firstArgument() {
        if (!arguments.startsWith("\"")) {
            return firstWord(arguments);
        }
        int end = arguments.indexOf('"', 1);
        return arguments.substring(1, end < 0 ? arguments.length() : end);
    }

    /** Who has logged in, or wants to. */
    boolean isOf(String wanted) {
        return user.or(() -> name.equals("LOGIN") ? Optional.of(firstArgument()) : Optional.empty())
                .filter(wanted::equals)
                .isPresent();
    }

    /** Whether that mailbox is selected, or is what the command names first. */
    boolean isIn(String wanted) {
        return isSame(wanted, firstArgument())
                || mailbox.filter(name -> isSame(wanted, name)).isPresent();
    }

    /** RFC 9051 5.1: INBOX is that in any case. */
    private static boolean isSame(String one, String other) {
        return one.equals(other) || (one.equalsIgnoreCase("INBOX") && other.equalsIgnoreCase("INBOX"));
    }

    /** Without the arguments, which may be secret. */
    @Override
    public String toString() {
        return "ClientCommand[connection " + connection + ": " + tag + " " + name + "]";
    }
}
