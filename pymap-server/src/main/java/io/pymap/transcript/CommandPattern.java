package io.pymap.transcript;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which commands are meant: a command without its tag, such as {@code UID FETCH * (FLAGS *)}. Case does not count;
 * {@code *} stands for anything, {@code ?} for one character. How a string is written does not count either: {@code INBOX},
 * {@code "INBOX"} and a literal are the same. In a list, {@code *} may stand for nothing: {@code (FLAGS *)} is
 * {@code (FLAGS)} as well. Immutable.
 */
public final class CommandPattern {

    private static final Pattern PIECE =
            Pattern.compile("(?<=\\()\\* |(?<=[^ (]) \\*(?=\\))|[*?]|(?:(?! \\*\\))[^*?])+");

    private final String source;
    private final List<String> words;
    private final Pattern compiled;

    private CommandPattern(String source) {
        this.source = source;
        this.words = CommandWords.of(source);
        this.compiled = compile(String.join(" ", words));
    }

    public static CommandPattern of(String pattern) {
        return new CommandPattern(pattern);
    }

    private static Pattern compile(String text) {
        StringBuilder regex = new StringBuilder();
        Matcher pieces = PIECE.matcher(text);
        while (pieces.find()) {
            regex.append(
                    switch (pieces.group()) {
                        case "*" -> ".*";
                        case "?" -> ".";
                        case "* " -> "(?:.* )?";
                        case " *" -> "(?: .*)?";
                        default -> Pattern.quote(pieces.group());
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    public boolean matches(Exchange exchange) {
        return matches(exchange.line());
    }

    /** @param command with its arguments, without its tag */
    public boolean matches(String command) {
        return compiled.matcher(String.join(" ", CommandWords.of(command))).matches();
    }

    /** Whether a word of a pattern stands for this word of a command. */
    static boolean matchesWord(String pattern, String word) {
        return compile(pattern).matcher(word).matches();
    }

    /** The words of the pattern, as those of a command. */
    List<String> words() {
        return words;
    }

    /**
     * Which of the commands come closest to this pattern, word by word beside it: for the message of a failure. Empty where
     * there are no commands.
     */
    public String nearMisses(List<Exchange> exchanges) {
        return NearMissTable.of(this, exchanges);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return source;
    }
}
