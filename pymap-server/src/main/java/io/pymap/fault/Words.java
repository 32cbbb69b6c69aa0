package io.pymap.fault;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** How the parts of a rule are written. */
final class Words {

    /** What stands for a part that is code, which no text can say. */
    static final String CODE = "<code>";

    /** Those that may follow the pattern of a command, so that a pattern with one of them in it is put in quotes. */
    static final Set<String> BEHIND_PATTERN = Set.of(
            "user",
            "mailbox",
            "connection",
            "nth",
            "times",
            "probability",
            "no",
            "bad",
            "bye",
            "tagged-bye",
            "reply",
            "before",
            "after",
            "defer",
            "tagged-first",
            "no-continuation",
            "replace",
            "literals",
            "reset",
            "close",
            "half-close",
            "stall",
            "garbage",
            "dribble",
            "split",
            "delay",
            "when",
            "rewrite",
            "pause");

    private static final Pattern BARE = Pattern.compile("[^\\s'\"\\\\]+");

    private Words() {}

    /** One word, or several where they may be; in single quotes where it has to be. */
    static String written(String text, boolean manyWords) {
        String[] words = manyWords ? text.split(" ", -1) : new String[] {text};
        for (String word : words) {
            if (!BARE.matcher(word).matches() || BEHIND_PATTERN.contains(word)) {
                return quoted(text);
            }
        }
        return text;
    }

    /** CR and LF, backslash and the quote as escapes. */
    static String quoted(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\r", "\\r")
                        .replace("\n", "\\n")
                + "'";
    }

    static String written(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
