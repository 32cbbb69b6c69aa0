package io.pymap.fault;

import io.pymap.fault.Plan.Part;
import io.pymap.imap.syntax.Frame;
import io.pymap.mailbox.Content;
import io.pymap.transport.HookedConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The literals of one response, or command. RFC 9051 4.3, RFC 3516 4.1. */
final class Literals {

    private static final Pattern ANNOUNCEMENT = Pattern.compile("\\{(\\d{1,9})}\r\n");

    private Literals() {}

    /**
     * The response with announcements that are off by so many octets.
     *
     * @param response one char for each octet
     */
    static String announced(String response, int offBy) {
        StringBuilder changed = new StringBuilder();
        Matcher announcement = ANNOUNCEMENT.matcher(response);
        int from = 0;
        while (announcement.find(from)) {
            int size = Integer.parseInt(announcement.group(1));
            int end = Math.min(response.length(), announcement.end() + size);
            changed.append(response, from, announcement.start())
                    .append('{')
                    .append(Math.max(0, size + offBy))
                    .append("}\r\n")
                    .append(response, announcement.end(), end);
            from = end;
        }
        return changed.append(response, from, response.length()).toString();
    }

    /**
     * Where a list ends.
     *
     * @param response one char for each octet
     * @param from where its opening parenthesis is
     * @return behind the closing one, or the end of the response
     */
    static int endOfList(String response, int from) {
        int depth = 0;
        boolean quoted = false;
        Matcher announcement = ANNOUNCEMENT.matcher(response);
        for (int i = from; i < response.length(); i++) {
            char c = response.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' && announcement.find(i) && announcement.start() == i) {
                i = announcement.end() + Integer.parseInt(announcement.group(1)) - 1;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i + 1;
            }
        }
        return response.length();
    }

    /** The command with the literals that the rules make of the client's. */
    static Frame.Command changed(Frame.Command command, Plan plan, HookedConnection connection) {
        Frame.Command changed = command;
        for (Part<UnaryOperator<String>> change : plan.literals()) {
            Optional<Frame.Command> next = changed(changed, change.value());
            if (next.isPresent()) {
                change.firing().struck(connection);
                changed = next.get();
            }
        }
        return changed;
    }

    /**
     * The command with other octets in its literals, where something changes.
     *
     * @param change of the octets of a literal, one char for each
     */
    private static Optional<Frame.Command> changed(Frame.Command command, UnaryOperator<String> change) {
        List<Frame.Literal> literals = new ArrayList<>();
        boolean same = true;
        for (Frame.Literal literal : command.literals()) {
            Content.InMemory octets = literal.content().load();
            String before = new String(octets.array(), octets.offset(), octets.length(), StandardCharsets.ISO_8859_1);
            String after = change.apply(before);
            boolean kept = after.equals(before);
            literals.add(
                    kept
                            ? literal
                            : new Frame.Literal(
                                    Content.of(after.getBytes(StandardCharsets.ISO_8859_1)), literal.binary()));
            same &= kept;
        }
        return same ? Optional.empty() : Optional.of(new Frame.Command(command.lines(), literals, command.barrier()));
    }
}
