package io.pymap.transcript;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A command beside the pattern that it does not match, word by word:
 *
 * <pre>
 *   expected          | sent
 *   UID FETCH         | FETCH           &lt;&lt;&lt;&lt;&lt; uses sequence numbers
 *   *                 | 1:20
 *   (* BODY.PEEK[*])  | (FLAGS BODY[])  &lt;&lt;&lt;&lt;&lt; BODY[ sets \Seen where BODY.PEEK[ does not
 * </pre>
 */
final class NearMissTable {

    /** How many commands are shown. */
    private static final int MOST = 2;

    /** A column is not wider than this; what does not fit is cut. */
    private static final int WIDEST = 60;

    private static final String MARK = "  <<<<< ";

    /** How much the name of the command weighs against an argument. */
    private static final double NAME_WEIGHT = 3;

    private final Exchange exchange;
    private final List<Row> rows;
    private final double distance;

    /** What was expected and what came; one of them is empty where the other has nothing beside it. */
    private record Row(String expected, String sent, String note) {}

    private NearMissTable(Exchange exchange, List<Row> rows, double distance) {
        this.exchange = exchange;
        this.rows = rows;
        this.distance = distance;
    }

    static String of(CommandPattern pattern, List<Exchange> exchanges) {
        List<NearMissTable> closest = new ArrayList<>();
        exchanges.stream()
                .map(exchange -> new Alignment(pattern.words(), CommandWords.of(exchange.line())).table(exchange))
                .sorted(Comparator.comparingDouble(table -> table.distance)) // stable: of equals the first
                .filter(table -> closest.stream().noneMatch(other -> other.rows.equals(table.rows)))
                .limit(MOST)
                .forEach(closest::add);
        if (closest.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder(
                "Closest of " + exchanges.size() + (exchanges.size() == 1 ? " command:\n" : " commands:\n"));
        closest.forEach(table -> table.append(out));
        return out.toString().stripTrailing();
    }

    private void append(StringBuilder out) {
        int left = width(rows.stream().map(Row::expected).toList(), "expected");
        int right = width(rows.stream().map(Row::sent).toList(), "sent");
        out.append("  connection ").append(exchange.connection()).append(", ").append(exchange.tag());
        out.append(exchange.completed() ? " -> " + exchange.status() : " -> no answer yet")
                .append('\n');
        line(out, left, right, new Row("expected", "sent", ""));
        rows.forEach(row -> line(out, left, right, row));
    }

    private static int width(List<String> cells, String title) {
        int widest = cells.stream().mapToInt(String::length).max().orElse(0);
        return Math.min(WIDEST, Math.max(widest, title.length()));
    }

    private static void line(StringBuilder out, int left, int right, Row row) {
        String text = "    " + padded(row.expected, left) + " | " + padded(row.sent, right)
                + (row.note.isEmpty() ? "" : MARK + row.note);
        out.append(text.stripTrailing()).append('\n');
    }

    private static String padded(String cell, int width) {
        String oneLine = cell.replace('\r', ' ').replace('\n', ' ');
        String cut = oneLine.length() <= width ? oneLine : oneLine.substring(0, width - 1) + "…";
        return cut + " ".repeat(width - cut.length());
    }

    /** Puts the words of a pattern beside those of a command so that they differ as little as possible. */
    private static final class Alignment {

        private final List<String> expected;
        private final List<String> sent;
        private final double[][] cost; // of the words from these two on

        Alignment(List<String> expected, List<String> sent) {
            this.expected = expected;
            this.sent = sent;
            this.cost = new double[expected.size() + 1][sent.size() + 1];
            for (int i = expected.size(); i >= 0; i--) {
                for (int j = sent.size(); j >= 0; j--) {
                    cost[i][j] = cost(i, j);
                }
            }
        }

        private double cost(int i, int j) {
            if (i == expected.size()) {
                return sent.size() - j;
            }
            if (j == sent.size()) {
                return cost[i + 1][j] + missing(i);
            }
            double best = cost[i + 1][j + 1] + difference(i, j);
            best = Math.min(best, cost[i + 1][j] + missing(i));
            return Math.min(best, cost[i][j + 1] + (isWildcard(i) ? 0 : weight(i, j)));
        }

        private static double weight(int i, int j) {
            return i == 0 || j == 0 ? NAME_WEIGHT : 1;
        }

        private double missing(int i) {
            return isWildcard(i) ? 0.5 : weight(i, 1);
        }

        private boolean isWildcard(int i) {
            return expected.get(i).equals("*");
        }

        private double difference(int i, int j) {
            return CommandPattern.matchesWord(expected.get(i), sent.get(j))
                    ? 0
                    : weight(i, j) * (1 - 0.9 * likeness(expected.get(i), sent.get(j)));
        }

        /** 0 to 1: how many of the words in the two are the same. */
        private static double likeness(String a, String b) {
            List<String> left = pieces(a);
            List<String> right = new ArrayList<>(pieces(b));
            int all = left.size() + right.size();
            long common = left.stream().filter(right::remove).count();
            return all == 0 ? 0 : 2.0 * common / all;
        }

        private static List<String> pieces(String word) {
            List<String> pieces =
                    new ArrayList<>(List.of(word.toUpperCase(Locale.ROOT).split("[ ()\\[\\].<>:,\"]+")));
            pieces.removeAll(List.of("", "*"));
            return pieces;
        }

        NearMissTable table(Exchange exchange) {
            List<Row> rows = new ArrayList<>();
            int i = 0;
            int j = 0;
            boolean wildcardShown = false; // beside the first of the words that it stands for
            while (i < expected.size() || j < sent.size()) {
                if (i < expected.size() && j < sent.size() && same(cost[i][j], cost[i + 1][j + 1] + difference(i, j))) {
                    rows.add(new Row(wildcardShown ? "" : expected.get(i), sent.get(j), note(i, j)));
                    wildcardShown = false;
                    i++;
                    j++;
                } else if (i < expected.size() && same(cost[i][j], cost[i + 1][j] + missing(i))) {
                    rows.add(new Row(expected.get(i++), "", "missing"));
                } else if (i < expected.size() && isWildcard(i)) {
                    rows.add(new Row(wildcardShown ? "" : expected.get(i), sent.get(j++), ""));
                    wildcardShown = true;
                } else {
                    rows.add(new Row("", sent.get(j++), "not expected"));
                }
            }
            return new NearMissTable(exchange, Collections.unmodifiableList(rows), cost[0][0]);
        }

        private static boolean same(double a, double b) {
            return Math.abs(a - b) < 1e-9;
        }

        private String note(int i, int j) {
            String wanted = expected.get(i).toUpperCase(Locale.ROOT);
            String got = sent.get(j).toUpperCase(Locale.ROOT);
            if (CommandPattern.matchesWord(wanted, got)) {
                return "";
            }
            if (i == 0 && j == 0 && wanted.equals("UID " + got)) {
                return "uses sequence numbers";
            }
            if (i == 0 && j == 0 && got.equals("UID " + wanted)) {
                return "uses UIDs";
            }
            if (wanted.contains("BODY.PEEK[") && got.contains("BODY[")) {
                return "BODY[ sets \\Seen where BODY.PEEK[ does not";
            }
            if (wanted.contains("BINARY.PEEK[") && got.contains("BINARY[")) {
                return "BINARY[ sets \\Seen where BINARY.PEEK[ does not";
            }
            return "differs";
        }
    }
}
