package io.pymap.transcript;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts what passes over one connection into lines and literals.
 *
 * <p>A literal of the client that has to be asked for is one only if the server does ask: if it refuses, what comes next
 * is a command (RFC 9051 4.3). So what a hasty client sends ahead waits here for the server's word.
 */
final class LineSplitter {

    /** RFC 9051 4.3, RFC 7888, RFC 3516 4.1: {@code {n}}, {@code {n+}}, {@code ~{n}}. */
    private static final Pattern ANNOUNCEMENT = Pattern.compile("\\{(\\d{1,18})(\\+?)}\r?\n\\z");

    /** Longest announcement, with the end of the line. */
    private static final int ANNOUNCEMENT_OCTETS = 24;

    /** Lines of the server that end in free text, which announces nothing. RFC 9051 7.1. */
    private static final Pattern FREE_TEXT = Pattern.compile(
            "(?:\\+|\\* (?:OK|NO|BAD|BYE|PREAUTH)|[^* ]\\S* (?:OK|NO|BAD))(?:\\s.*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What the server says where it finds no tag. */
    private static final Pattern UNTAGGED_REFUSAL = Pattern.compile("\\A\\* (?:BAD|BYE)", Pattern.CASE_INSENSITIVE);

    private final String connection;
    private final Direction client = new Direction(true);
    private final Direction server = new Direction(false);
    private final ByteArrayOutputStream early = new ByteArrayOutputStream(); // of the client, until the server decides
    private boolean undecided;
    private long announced;
    private boolean inCommand; // the client's last line announced a literal
    private String tag = "";
    private boolean secure;

    LineSplitter(String connection) {
        this.connection = connection;
    }

    void secured() {
        secure = true;
    }

    /** The lines that these octets end. */
    List<Line> add(boolean fromClient, byte[] octets, Moment at) {
        List<Line> done = new ArrayList<>();
        if (fromClient) {
            client.add(octets, at, done);
        } else {
            server.add(octets, at, done);
        }
        return done;
    }

    /** What has come of lines that have not ended. */
    List<Line> unfinished(Moment at) {
        List<Line> parts = new ArrayList<>();
        client.rest(at).ifPresent(parts::add);
        server.rest(at).ifPresent(parts::add);
        return parts;
    }

    private void decide(boolean accepted, Moment at, List<Line> done) {
        undecided = false;
        client.literalLeft = accepted ? announced : 0;
        client.inLiteral = accepted;
        byte[] waiting = early.toByteArray();
        early.reset();
        client.hasty = waiting.length > 0;
        client.add(waiting, at, done);
    }

    /** One of the two sides. */
    private final class Direction {

        private final boolean fromClient;
        private final ByteArrayOutputStream part = new ByteArrayOutputStream();
        private boolean inLiteral;
        private long literalLeft;
        private boolean hasty; // what comes next was sent too early

        Direction(boolean fromClient) {
            this.fromClient = fromClient;
        }

        void add(byte[] octets, Moment at, List<Line> done) {
            int from = 0;
            while (from < octets.length || (inLiteral && literalLeft == 0)) {
                if (fromClient && undecided) {
                    early.write(octets, from, octets.length - from);
                    return;
                }
                from = inLiteral ? literal(octets, from, at, done) : line(octets, from, at, done);
            }
        }

        private int literal(byte[] octets, int from, Moment at, List<Line> done) {
            int length = (int) Math.min(literalLeft, octets.length - from);
            part.write(octets, from, length);
            literalLeft -= length;
            if (literalLeft == 0) {
                done.add(take(at));
                inLiteral = false;
            }
            return from + length;
        }

        private int line(byte[] octets, int from, Moment at, List<Line> done) {
            int end = from;
            while (end < octets.length && octets[end] != '\n') {
                end++;
            }
            if (end == octets.length) {
                part.write(octets, from, end - from);
                return end;
            }
            part.write(octets, from, end + 1 - from);
            Line line = take(at);
            done.add(line);
            if (fromClient) {
                expectFromClient(line.octets());
            } else {
                expectFromServer(line.octets(), at, done);
            }
            return end + 1;
        }

        private void expectFromClient(byte[] line) {
            if (!inCommand) {
                tag = firstWord(line);
            }
            Matcher found = announcement(line);
            inCommand = found.find();
            if (!inCommand) {
                return;
            }
            announced = Long.parseLong(found.group(1));
            if (found.group(2).isEmpty()) {
                undecided = true;
            } else {
                inLiteral = true;
                literalLeft = announced;
            }
        }

        private void expectFromServer(byte[] line, Moment at, List<Line> done) {
            if (undecided && line[0] == '+') {
                decide(true, at, done);
            } else if (undecided
                    && (firstWord(line).equals(tag)
                            || UNTAGGED_REFUSAL.matcher(latin1(line, 0)).find())) {
                inCommand = false;
                decide(false, at, done);
            }
            literalOf(line).ifPresent(size -> {
                inLiteral = true;
                literalLeft = size;
            });
        }

        private OptionalLong literalOf(byte[] line) {
            Matcher found = announcement(line);
            if (!found.find() || FREE_TEXT.matcher(latin1(line, 0)).matches()) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(Long.parseLong(found.group(1)));
        }

        private Matcher announcement(byte[] line) {
            return ANNOUNCEMENT.matcher(latin1(line, Math.max(0, line.length - ANNOUNCEMENT_OCTETS)));
        }

        private Line take(Moment at) {
            Line line = line(at);
            part.reset();
            hasty = false;
            return line;
        }

        Optional<Line> rest(Moment at) {
            return part.size() == 0 ? Optional.empty() : Optional.of(line(at));
        }

        private Line line(Moment at) {
            return new Line(connection, fromClient, inLiteral, hasty, secure, part.toByteArray(), at.at(), at.realAt());
        }
    }

    private static String firstWord(byte[] line) {
        String text = latin1(line, 0);
        int end = text.indexOf(' ');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }

    private static String latin1(byte[] octets, int from) {
        return new String(octets, from, octets.length - from, StandardCharsets.ISO_8859_1);
    }
}
