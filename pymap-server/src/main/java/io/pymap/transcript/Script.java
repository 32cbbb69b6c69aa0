package io.pymap.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A dialogue as text, to compare a transcript with:
 *
 * <pre>
 * # connection 1
 * S: * OK ...
 * C: a1 SELECT INBOX
 * S: ...
 * S: a1 OK [READ-WRITE]
 * C: a2 UID FETCH 1:* (FLAGS)
 * S: * 1 FETCH (UID $_ FLAGS ())
 * S: a2 OK
 * </pre>
 *
 * <p>A client's line is a {@link CommandPattern} behind a tag; which tag does not matter, and literals are written as
 * quoted strings. In a server's line {@code $_} stands for a word and {@code ...} for anything; {@code S: ...} stands for
 * any number of lines. The text of a status response may be left out, its code may not. Empty lines and those that begin
 * with {@code #} are comments, but for {@code # connection}, which begins the next connection. What
 * {@link Transcript#asText} prints is a script as well. Immutable.
 */
public final class Script {

    private static final String CONNECTION = "# connection";

    private final List<String> comments; // ahead of everything
    private final List<List<Spoken>> connections;

    Script(List<String> comments, List<List<Spoken>> connections) {
        this.comments = List.copyOf(comments);
        this.connections = connections.stream().map(List::copyOf).toList();
    }

    /** A line of one side. */
    record Spoken(boolean client, String text) {

        /** Whether it stands for any number of the server's lines. */
        boolean isRest() {
            return !client && text.equals("...");
        }

        @Override
        public String toString() {
            return ((client ? "C: " : "S: ") + text).stripTrailing();
        }
    }

    /** @throws IllegalArgumentException where a line is none of the above, with its number */
    public static Script parse(String text) {
        return new ScriptReader().read(text);
    }

    /** What a transcript says, without what differs from one run to the next. */
    static Script of(Transcript transcript) {
        return new Script(
                List.of(),
                transcript.connections().stream()
                        .map(connection -> ScriptWriter.stable(connection.lines()))
                        .toList());
    }

    /** How the transcript differs, all lines of the two below each other; empty where it does not. */
    public Optional<String> difference(Transcript transcript) {
        List<List<Spoken>> actual = said(transcript);
        if (actual.size() == connections.size() && compare(actual).stream().allMatch(ScriptComparison::matches)) {
            return Optional.empty();
        }
        StringBuilder out = new StringBuilder();
        int number = 0;
        for (ScriptComparison comparison : compare(actual)) {
            out.append(out.isEmpty() ? "" : "\n").append("  " + CONNECTION + " " + ++number + "\n");
            out.append(comparison.listing());
        }
        return Optional.of(out.toString().stripTrailing());
    }

    /**
     * This script as it would have to be for the transcript to match: lines that do stay as they are written here, the
     * others are as in {@link Transcript#asScript}.
     */
    public Script adaptedTo(Transcript transcript) {
        List<List<Spoken>> stable = of(transcript).connections;
        List<List<Spoken>> adapted = new ArrayList<>();
        List<ScriptComparison> comparisons = compare(said(transcript));
        for (int i = 0; i < stable.size(); i++) {
            adapted.add(comparisons.get(i).adapted(stable.get(i)));
        }
        return new Script(comments, adapted);
    }

    private List<ScriptComparison> compare(List<List<Spoken>> actual) {
        List<ScriptComparison> comparisons = new ArrayList<>();
        for (int i = 0; i < Math.max(actual.size(), connections.size()); i++) {
            comparisons.add(new ScriptComparison(nth(connections, i), nth(actual, i)));
        }
        return comparisons;
    }

    private static List<Spoken> nth(List<List<Spoken>> connections, int i) {
        return i < connections.size() ? connections.get(i) : List.of();
    }

    private static List<List<Spoken>> said(Transcript transcript) {
        return transcript.connections().stream()
                .map(connection -> ScriptWriter.said(connection.lines()))
                .toList();
    }

    /** As it would be in a file. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        comments.forEach(comment -> out.append(comment).append('\n'));
        for (int i = 0; i < connections.size(); i++) {
            out.append(i == 0 ? "" : "\n")
                    .append(CONNECTION)
                    .append(' ')
                    .append(i + 1)
                    .append('\n');
            out.append(connections.get(i).stream().map(line -> line + "\n").collect(Collectors.joining()));
        }
        return out.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Script that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
