package io.pymap.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds message sequence numbers in commands. Those of {@code 1:*}, which is just everything, do not count. */
public final class SequenceNumbers {

    private static final Set<String> SET_FIRST = Set.of("FETCH", "STORE", "COPY", "MOVE", "REPLACE");
    private static final Set<String> SEARCHES =
            Set.of("SEARCH", "SORT", "THREAD", "UID SEARCH", "UID SORT", "UID THREAD");
    private static final Pattern SEQUENCE_SET = Pattern.compile("[0-9*]+(?:[:,][0-9*]+)*");

    /** Search keys whose argument may look like a sequence set and is none. RFC 9051 6.4.4, RFC 5032, RFC 7162. */
    private static final Set<String> WITH_ARGUMENT = Set.of(
            "UID",
            "LARGER",
            "SMALLER",
            "OLDER",
            "YOUNGER",
            "MODSEQ",
            "SUBJECT",
            "BODY",
            "TEXT",
            "FROM",
            "TO",
            "CC",
            "BCC",
            "KEYWORD",
            "UNKEYWORD",
            "EMAILID",
            "THREADID",
            "CHARSET",
            "PARTIAL",
            "X-GM-MSGID",
            "X-GM-THRID",
            "X-GM-RAW",
            "X-GM-LABELS");

    private SequenceNumbers() {}

    /**
     * The sets of sequence numbers in the arguments. RFC 9051 6.4.9: one that stands alone in UID SEARCH is one as well.
     *
     * @param command in upper case, such as {@code UID SEARCH}
     * @param arguments as {@link Exchange#arguments}
     */
    public static List<String> in(String command, String arguments) {
        List<String> words = List.of(arguments.strip().split("[ ()]+"));
        if (SET_FIRST.contains(command)) {
            return words.stream().limit(1).filter(SequenceNumbers::isSet).toList();
        }
        return SEARCHES.contains(command) ? inSearch(words) : List.of();
    }

    private static List<String> inSearch(List<String> keys) {
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String before = i == 0 ? "" : keys.get(i - 1).toUpperCase(Locale.ROOT);
            boolean header = i > 1 && keys.get(i - 2).equalsIgnoreCase("HEADER");
            if (isSet(keys.get(i)) && !WITH_ARGUMENT.contains(before) && !header) {
                sets.add(keys.get(i));
            }
        }
        return sets;
    }

    private static boolean isSet(String word) {
        return SEQUENCE_SET.matcher(word).matches() && !word.equals("1:*");
    }
}
