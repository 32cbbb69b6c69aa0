package io.pymap.transcripts;

import io.pymap.transcripts.Step.Expected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Puts expected and actual responses together, one to one, in any order. Only responses that move numbers, EXPUNGE and
 * EXISTS, must come in the order in which they are written.
 */
final class Matching {

    private static final Pattern MOVES_NUMBERS = Pattern.compile("\\* \\d+ (EXPUNGE|EXISTS)");

    private final List<Expected> expected;
    private final List<String> actual;
    private final boolean anyMore;
    private int mostFound = -1;
    private Set<Integer> bestUsed = Set.of();
    private List<Expected> bestLeft = List.of();

    private Matching(List<Expected> expected, List<String> actual, boolean anyMore) {
        this.expected = expected;
        this.actual = actual;
        this.anyMore = anyMore;
    }

    /** What the match tells: the captures, or else how the two differ. */
    record Result(Optional<Map<String, String>> captures, String difference) {}

    static Result of(List<Expected> expected, List<String> actual, Map<String, String> captures) {
        List<Expected> wanted = new ArrayList<>(expected);
        boolean anyMore = wanted.removeIf(Expected::isRest);
        wanted.sort((a, b) -> Boolean.compare(!isPlain(a), !isPlain(b))); // stable: what has no choice goes first
        Matching matching = new Matching(wanted, actual, anyMore);
        Optional<Map<String, String>> found = matching.place(0, new HashSet<>(), captures);
        if (found.isEmpty()) {
            return new Result(found, matching.difference());
        }
        return new Result(found, order(expected, actual, found.get()));
    }

    private static boolean isPlain(Expected line) {
        return new LinePattern(line.text()).isPlain();
    }

    private Optional<Map<String, String>> place(int index, Set<Integer> used, Map<String, String> captures) {
        if (index > mostFound) {
            mostFound = index;
            bestUsed = Set.copyOf(used);
            bestLeft = expected.subList(index, expected.size());
        }
        if (index == expected.size()) {
            return anyMore || used.size() == actual.size() ? Optional.of(captures) : Optional.empty();
        }
        LinePattern pattern = new LinePattern(expected.get(index).text());
        for (int i = 0; i < actual.size(); i++) {
            if (used.contains(i)) {
                continue;
            }
            Optional<Map<String, String>> match = pattern.match(actual.get(i), captures);
            if (match.isPresent()) {
                used.add(i);
                Optional<Map<String, String>> rest = place(index + 1, used, match.get());
                if (rest.isPresent() || pattern.isPlain()) { // equal lines are as good as each other
                    return rest;
                }
                used.remove(i);
            }
        }
        return Optional.empty();
    }

    private String difference() {
        StringBuilder text = new StringBuilder();
        for (Expected missing : bestLeft) {
            text.append("\n  expected, line ")
                    .append(missing.line())
                    .append(": ")
                    .append(missing.text());
        }
        for (int i = 0; i < actual.size(); i++) {
            if (!bestUsed.contains(i)) {
                text.append("\n  got: ").append(actual.get(i));
            }
        }
        return text.toString();
    }

    private static String order(List<Expected> expected, List<String> actual, Map<String, String> captures) {
        List<String> wanted = expected.stream()
                .map(line -> LinePattern.fill(line.text(), captures))
                .filter(line -> MOVES_NUMBERS.matcher(line).matches())
                .toList();
        List<String> got = actual.stream()
                .filter(line -> MOVES_NUMBERS.matcher(line).matches())
                .filter(wanted::contains)
                .toList();
        return wanted.equals(got) ? "" : "\n  expected in this order: " + wanted + "\n  got: " + got;
    }
}
