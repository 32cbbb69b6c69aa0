package io.pymap.transcript;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which commands are meant: a command without its tag, such as {@code UID FETCH * (FLAGS)}. Case does not count;
 * {@code *} stands for anything, {@code ?} for one character. How a string is written does not count either: {@code INBOX},
 * {@code "INBOX"} and a short literal are the same. Immutable.
 */
public final class CommandPattern {

    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[^\\s(){}\"\\\\]+");
    private static final Pattern PIECE = Pattern.compile("[*?]|[^*?]+");

    private final String source;
    private final Pattern compiled;

    private CommandPattern(String source, Pattern compiled) {
        this.source = source;
        this.compiled = compiled;
    }

    public static CommandPattern of(String pattern) {
        StringBuilder regex = new StringBuilder();
        Matcher pieces = PIECE.matcher(withoutQuotes(pattern.strip()));
        while (pieces.find()) {
            regex.append(
                    switch (pieces.group()) {
                        case "*" -> ".*";
                        case "?" -> ".";
                        default -> Pattern.quote(pieces.group());
                    });
        }
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
        return new CommandPattern(pattern, Pattern.compile(regex.toString(), flags));
    }

    public boolean matches(Exchange exchange) {
        return compiled.matcher(withoutQuotes(exchange.line())).matches();
    }

    private static String withoutQuotes(String command) {
        return QUOTED.matcher(command)
                .replaceAll(found -> Matcher.quoteReplacement(
                        NEEDS_NO_QUOTES.matcher(found.group(1)).matches() ? found.group(1) : found.group()));
    }

    /** As it was written. */
    @Override
    public String toString() {
        return source;
    }
}
