package io.pymap.transcript;

import io.pymap.transcript.Script.Spoken;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One connection of a script beside one of a transcript, put together so that as few lines as possible differ. */
final class ScriptComparison {

    private static final Pattern TAG = Pattern.compile("^a\\d+ ");

    private final List<Spoken> expected;
    private final List<Spoken> actual;
    private final List<Predicate<String>> patterns;
    private final int[][] cost; // how many lines differ from these two on

    ScriptComparison(List<Spoken> expected, List<Spoken> actual) {
        this.expected = expected;
        this.actual = actual;
        this.patterns = expected.stream().map(ScriptComparison::pattern).toList();
        this.cost = new int[expected.size() + 1][actual.size() + 1];
        for (int i = expected.size(); i >= 0; i--) {
            for (int j = actual.size(); j >= 0; j--) {
                cost[i][j] = cost(i, j);
            }
        }
    }

    /** Tags are left out: where a command is missing, those behind it have other numbers. */
    private static Predicate<String> pattern(Spoken line) {
        String text = withoutTag(line.text());
        if (line.client()) {
            return CommandPattern.of(text)::matches;
        }
        boolean tagged = !text.equals(line.text());
        return new ResponsePattern((tagged ? "a " : "") + text)::matches;
    }

    private static String withoutTag(String text) {
        return TAG.matcher(text).replaceFirst("");
    }

    private boolean matches(int i, int j) {
        Spoken line = actual.get(j);
        if (expected.get(i).client() != line.client()) {
            return false;
        }
        String text = withoutTag(line.text());
        boolean tagged = !line.client() && !text.equals(line.text());
        return patterns.get(i).test((tagged ? "a " : "") + text);
    }

    private int cost(int i, int j) {
        if (i == expected.size()) {
            return actual.size() - j;
        }
        boolean rest = expected.get(i).isRest();
        int best = cost[i + 1][j] + (rest ? 0 : 1);
        if (j < actual.size()) {
            best = Math.min(best, cost[i][j + 1] + (rest && !actual.get(j).client() ? 0 : 1));
            if (!rest && cost[i + 1][j + 1] < best && matches(i, j)) {
                best = cost[i + 1][j + 1];
            }
        }
        return best;
    }

    boolean matches() {
        return cost[0][0] == 0;
    }

    /** All lines: {@code -} before one that was expected and did not come, {@code +} before one that came instead. */
    String listing() {
        StringBuilder out = new StringBuilder();
        walk(new Visitor() {
            @Override
            public void both(int i, int j) {
                out.append("    ").append(expected.get(i)).append('\n');
            }

            @Override
            public void missing(int i) {
                out.append("  - ").append(expected.get(i)).append('\n');
            }

            @Override
            public void added(int j, boolean covered) {
                out.append(covered ? "    " : "  + ").append(actual.get(j)).append('\n');
            }

            @Override
            public void rest(int i) {}
        });
        return out.toString();
    }

    /** What came, written as in the script where the script has it; the rest is taken from these lines, one for one. */
    List<Spoken> adapted(List<Spoken> stable) {
        List<Spoken> lines = new ArrayList<>();
        walk(new Visitor() {
            @Override
            public void both(int i, int j) {
                lines.add(expected.get(i));
            }

            @Override
            public void missing(int i) {}

            @Override
            public void added(int j, boolean covered) {
                if (!covered) {
                    lines.add(stable.get(j));
                }
            }

            @Override
            public void rest(int i) {
                lines.add(expected.get(i));
            }
        });
        return lines;
    }

    /** Is told of all lines in order. */
    private interface Visitor {
        void both(int i, int j);

        void missing(int i);

        /** A line beside which the script has none, or a {@code S: ...}. */
        void added(int j, boolean covered);

        /** Behind the lines that a {@code S: ...} covers. */
        void rest(int i);
    }

    private void walk(Visitor visitor) {
        int i = 0;
        int j = 0;
        while (i < expected.size() || j < actual.size()) {
            boolean rest = i < expected.size() && expected.get(i).isRest();
            if (i < expected.size()
                    && j < actual.size()
                    && !rest
                    && cost[i][j] == cost[i + 1][j + 1]
                    && matches(i, j)) {
                visitor.both(i++, j++);
            } else if (rest && cost[i][j] == cost[i + 1][j]) {
                visitor.rest(i++);
            } else if (i < expected.size() && !rest && cost[i][j] == cost[i + 1][j] + 1) {
                visitor.missing(i++);
            } else {
                visitor.added(j, rest && !actual.get(j).client());
                j++;
            }
        }
    }
}
