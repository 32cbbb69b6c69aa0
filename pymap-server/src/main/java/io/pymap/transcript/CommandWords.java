package io.pymap.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A command as its words: the command's name, then each argument, a parenthesised list being one. How a string is written
 * does not show any more: {@code INBOX}, {@code "INBOX"} and a literal are the same word, and so are {@code "a b"} and its
 * literal.
 *
 * <p>Never fails: where the syntax is wrong, the rest is taken as it stands.
 */
final class CommandWords {

    private final String text;
    private int at;

    private CommandWords(String text) {
        this.text = text;
    }

    /** Of a command without its tag. */
    static List<String> of(String command) {
        List<String> words = new CommandWords(command).words();
        if (words.size() > 1 && words.get(0).equalsIgnoreCase("UID")) {
            words.set(1, words.get(0) + " " + words.get(1));
            words.remove(0);
        }
        return List.copyOf(words);
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        skipSpaces();
        while (at < text.length()) {
            words.add(word());
            skipSpaces();
        }
        return words;
    }

    private String word() {
        char c = text.charAt(at);
        return c == '(' ? list() : c == '"' ? string() : atom();
    }

    /** With one space between two words and none at the parentheses. */
    private String list() {
        StringBuilder list = new StringBuilder("(");
        at++;
        skipSpaces();
        while (at < text.length() && text.charAt(at) != ')') {
            list.append(list.length() > 1 ? " " : "").append(word());
            skipSpaces();
        }
        if (at < text.length()) {
            list.append(')');
            at++;
        }
        return list.toString();
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        int begin = at++;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
            value.append(text.charAt(at++));
        }
        if (at == text.length()) {
            return text.substring(begin);
        }
        at++;
        return isAtom(value)
                ? value.toString()
                : '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isAtom(CharSequence value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && "(){}\"\\".indexOf(c) < 0);
    }

    /** Brackets belong to it with what is in them, as in {@code BODY[HEADER.FIELDS (DATE)]<0.10>}. */
    private String atom() {
        StringBuilder atom = new StringBuilder();
        int begin = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == ')' || (c == '(' && at > begin)) {
                break;
            }
            if (c == '[' && text.indexOf(']', at) > at) {
                int end = text.indexOf(']', at);
                atom.append('[')
                        .append(String.join(" ", new CommandWords(text.substring(at + 1, end)).words()))
                        .append(']');
                at = end + 1;
            } else {
                atom.append(c);
                at++;
            }
        }
        if (at == begin) { // a parenthesis that closes nothing
            atom.append(text.charAt(at++));
        }
        return atom.toString();
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    /** Whether a command of that name takes sequence numbers without UID before it. RFC 9051 6.4.9. */
    static boolean isNumbered(String command) {
        return switch (command.toUpperCase(Locale.ROOT)) {
            case "FETCH", "STORE", "COPY", "MOVE", "SEARCH", "SORT", "THREAD" -> true;
            default -> false;
        };
    }
}
