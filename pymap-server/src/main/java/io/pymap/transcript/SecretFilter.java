package io.pymap.transcript;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes passwords out of what one connection's client says: what follows the name in LOGIN, and every answer of
 * AUTHENTICATE, also one that comes with the command (RFC 4959).
 *
 * <p>Looks at commands only: a message that reads like a LOGIN is the content of a literal and passes as it is. Where in
 * doubt, takes out more. Belongs to one connection and wants to see all its lines, in order; not thread-safe.
 */
public final class SecretFilter {

    /** What stands where a secret was. */
    public static final String REDACTED = "{redacted}";

    /** A tag, which a careless client forgets, the command, and a name that is no literal. */
    private static final Pattern LOGIN = Pattern.compile(
            "\\A(?:[^\\s]+ +)?LOGIN(?: +(\"(?:[^\"\\\\\r\n]|\\\\.)*\"|(?![\"{])[^\\s]+|\\{\\d+\\+?}(?=\r?\n)))?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern AUTHENTICATE =
            Pattern.compile("\\A(?:[^\\s]+ +)?AUTHENTICATE(?: +[^\\s]+)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern ENDS_WITH_LITERAL = Pattern.compile("\\{\\d+\\+?}\r?\n\\z");

    private boolean inCommand; // the last line of the client announced a literal
    private Secret secret = Secret.NONE;
    private String tag = "";

    /** What of the client's next words is secret. */
    private enum Secret {
        NONE,
        /** The name in LOGIN is a literal, which is none; what follows is. */
        AFTER_THIS_LITERAL,
        REST_OF_COMMAND,
        ANSWERS
    }

    /** The line without secrets, or nothing where nothing is left of it. */
    public Optional<Line> filter(Line line) {
        if (!line.fromClient()) {
            if (!line.literal() && answersCommand(text(line))) {
                secret = Secret.NONE;
                inCommand = false;
            }
            return Optional.of(line);
        }
        return line.literal() ? literal(line) : commandLine(line);
    }

    /** Whether that ends what the client was in the middle of: a refused literal, or an exchange of answers. */
    private boolean answersCommand(String text) {
        return (inCommand || secret != Secret.NONE)
                && (text.startsWith(tag + " ") || text.regionMatches(true, 0, "* BAD", 0, 5));
    }

    private Optional<Line> literal(Line line) {
        if (secret == Secret.REST_OF_COMMAND) {
            return Optional.empty();
        }
        if (secret == Secret.ANSWERS) {
            return Optional.of(line.withOctets(octets(REDACTED)));
        }
        return Optional.of(line);
    }

    private Optional<Line> commandLine(Line line) {
        String text = text(line);
        boolean goesOn = ENDS_WITH_LITERAL.matcher(text).find();
        boolean begins = !inCommand;
        inCommand = goesOn;
        if (begins && secret == Secret.NONE) {
            tag = text.strip().split(" ", 2)[0];
        }
        return switch (secret) {
            case ANSWERS ->
                Optional.of(text.strip().equals("*") ? line : line.withOctets(octets(REDACTED + lineEnd(text))));
            case REST_OF_COMMAND -> {
                secret = goesOn ? secret : Secret.NONE;
                yield Optional.empty();
            }
            case AFTER_THIS_LITERAL -> {
                secret = goesOn ? Secret.REST_OF_COMMAND : Secret.NONE;
                yield Optional.of(line.withOctets(octets(" " + REDACTED + "\r\n")));
            }
            case NONE -> Optional.of(begins ? command(line, text, goesOn) : line);
        };
    }

    private Line command(Line line, String text, boolean goesOn) {
        Matcher login = LOGIN.matcher(text);
        if (login.find() && endsWord(text, login.end())) {
            boolean literalName = login.group(1) != null && login.group(1).startsWith("{");
            return login(line, text, login.end(), goesOn, literalName);
        }
        Matcher authenticate = AUTHENTICATE.matcher(text);
        if (authenticate.find() && endsWord(text, authenticate.end())) {
            secret = Secret.ANSWERS;
            return cut(line, text, authenticate.end());
        }
        return line;
    }

    private Line login(Line line, String text, int end, boolean goesOn, boolean literalName) {
        if (literalName) {
            secret = Secret.AFTER_THIS_LITERAL;
            return line;
        }
        secret = goesOn ? Secret.REST_OF_COMMAND : Secret.NONE;
        return cut(line, text, end);
    }

    private static Line cut(Line line, String text, int end) {
        return text.substring(end).isBlank()
                ? line
                : line.withOctets(octets(text.substring(0, end) + " " + REDACTED + lineEnd(text)));
    }

    private static boolean endsWord(String text, int end) {
        return end == text.length() || Character.isWhitespace(text.charAt(end));
    }

    private static String lineEnd(String text) {
        return text.endsWith("\r\n") ? "\r\n" : text.endsWith("\n") ? "\n" : "";
    }

    private static String text(Line line) {
        return new String(line.octets(), StandardCharsets.ISO_8859_1);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One that knows what this knows, to look at what is not finished. */
    SecretFilter copy() {
        SecretFilter copy = new SecretFilter();
        copy.inCommand = inCommand;
        copy.secret = secret;
        copy.tag = tag;
        return copy;
    }
}
