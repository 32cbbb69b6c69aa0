package io.pymap.differential;

import java.util.ArrayList;
import java.util.List;

/** What both servers were told and said, side by side. */
final class Dialogue {

    private static final int COLUMN = 76;

    private final StringBuilder text = new StringBuilder();

    void command(int connection, String command) {
        text.append("-- connection ")
                .append(connection + 1)
                .append(": ")
                .append(printable(command))
                .append('\n');
    }

    void answers(Answer ours, Answer theirs) {
        List<String> left = wrapped(ours);
        List<String> right = wrapped(theirs);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String cell = i < left.size() ? left.get(i) : "";
            text.append("   ")
                    .append(cell)
                    .append(" ".repeat(COLUMN - cell.length()))
                    .append(" | ")
                    .append(i < right.size() ? right.get(i) : "")
                    .append('\n');
        }
    }

    private static List<String> wrapped(Answer answer) {
        List<String> lines = new ArrayList<>();
        for (String line : answer.dialogue()) {
            if (line.startsWith("C: ")) {
                continue; // the same on both sides, and shown above
            }
            String shown = printable(line);
            for (int at = 0; at < shown.length(); at += COLUMN) {
                lines.add(shown.substring(at, Math.min(shown.length(), at + COLUMN)));
            }
        }
        if (!answer.isOk()) {
            lines.add("=> " + answer.outcome());
        }
        return lines;
    }

    /** On one line, in ASCII. */
    static String printable(String octets) {
        StringBuilder shown = new StringBuilder();
        String line = octets.endsWith("\r\n") ? octets.substring(0, octets.length() - 2) : octets;
        for (char c : line.toCharArray()) {
            if (c == '\r') {
                shown.append("\\r");
            } else if (c == '\n') {
                shown.append("\\n");
            } else if (c < ' ' || c > '~') {
                shown.append(String.format("\\x%02X", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    @Override
    public String toString() {
        return "   " + "pymap" + " ".repeat(COLUMN - 5) + " | dovecot\n" + text;
    }
}
