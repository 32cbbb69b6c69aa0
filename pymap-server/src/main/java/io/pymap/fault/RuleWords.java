package io.pymap.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a rule that is text, read one after the other. */
final class RuleWords {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");

    private final String text;
    private final List<Word> words = new ArrayList<>();
    private int next;

    /** @param quoted whether it was in quotes, so that it is no word of the language */
    private record Word(String value, boolean quoted, int at) {}

    /** @throws RuleSyntaxException where a quote is not closed */
    RuleWords(String text) {
        this.text = text;
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find(end) && token.start() == end) {
            boolean bare = token.group(3) != null;
            String value = bare ? token.group(3) : token.group(1) != null ? token.group(1) : token.group(2);
            int at = bare ? token.start(3) : token.start(token.group(1) != null ? 1 : 2) - 1;
            if (bare && (value.startsWith("'") || value.startsWith("\""))) {
                throw new RuleSyntaxException(text, at, "a quote that is closed");
            }
            words.add(new Word(bare ? value : unescaped(value), !bare, at));
            end = token.end();
        }
    }

    private static String unescaped(String quoted) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '\\' && i + 1 < quoted.length()) {
                char escaped = quoted.charAt(++i);
                switch (escaped) {
                    case 'r' -> plain.append('\r');
                    case 'n' -> plain.append('\n');
                    case '\\', '\'', '"' -> plain.append(escaped);
                    default -> plain.append(c).append(escaped); // as in a regular expression
                }
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    RuleSyntaxException expected(String what) {
        return new RuleSyntaxException(
                text, isAtEnd() ? text.length() : words.get(next).at(), what);
    }

    boolean isAtEnd() {
        return next == words.size();
    }

    /** The next one; empty at the end. */
    String peek() {
        return isAtEnd() ? "" : words.get(next).value();
    }

    /** Whether the next one is in quotes. */
    boolean isQuoted() {
        return !isAtEnd() && words.get(next).quoted();
    }

    /** Whether the next one is that word of the language. */
    boolean isNext(String word) {
        return !isAtEnd() && !isQuoted() && peek().equals(word);
    }

    boolean take(String word) {
        boolean found = isNext(word);
        next += found ? 1 : 0;
        return found;
    }

    String any(String what) {
        if (isAtEnd()) {
            throw expected(what);
        }
        return words.get(next++).value();
    }

    /** One that matches. */
    String any(String regex, String what) {
        if (!peek().matches(regex)) {
            throw expected(what);
        }
        return any(what);
    }

    int number(String what, int least) {
        if (peek().matches("-?\\d{1,9}") && Integer.parseInt(peek()) >= least) {
            return Integer.parseInt(any(what));
        }
        throw expected(what);
    }

    Duration time() {
        return TimeText.parse(any(TimeText.FORM.pattern(), TimeText.EXPECTED));
    }

    /** All that are left, one at least. */
    String[] texts() {
        List<String> lines = new ArrayList<>(List.of(any("a line in quotes")));
        while (!isAtEnd()) {
            lines.add(any("a line in quotes"));
        }
        return lines.toArray(String[]::new);
    }

    String lastText() {
        String last = any("a text in quotes");
        end();
        return last;
    }

    void end() {
        if (!isAtEnd()) {
            throw expected("the end");
        }
    }

    // Where a word turns out later to be wrong

    int place() {
        return next;
    }

    void backTo(int place) {
        next = place;
    }
}
