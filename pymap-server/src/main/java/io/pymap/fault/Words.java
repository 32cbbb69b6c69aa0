package io.pymap.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the parts of a rule are written. */
final class Words {

    /** What stands for a part that is code, which no text can say. */
    static final String CODE = "<code>";

    /** Words that begin a condition. */
    static final List<String> CONDITIONS =
            List.of("nth", "times", "user", "mailbox", "connection", "others", "probability");

    /** Words that begin what happens. */
    static final List<String> ACTIONS = Stream.concat(
                    Stream.of(
                            "no",
                            "bad",
                            "bye",
                            "tagged-bye",
                            "reply",
                            "refuse",
                            "before",
                            "after",
                            "defer",
                            "tagged-first",
                            "no-continuation",
                            "no-flush",
                            "replace",
                            "receive",
                            "only",
                            "shape",
                            "literals",
                            "dribble",
                            "split",
                            "delay",
                            "pause"),
                    Arrays.stream(Fault.values())
                            .filter(fault -> fault != Fault.BYE) // which is there already, with a text or without
                            .map(Fault::word))
            .toList();

    /** Words that only rules with code in them have. */
    private static final List<String> OF_CODE = List.of("when", "rewrite");

    /** Those that may follow the pattern of a command, so that a pattern with one of them in it is put in quotes. */
    static final Set<String> BEHIND_PATTERN =
            Stream.of(CONDITIONS, ACTIONS, OF_CODE).flatMap(List::stream).collect(Collectors.toUnmodifiableSet());

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
}
