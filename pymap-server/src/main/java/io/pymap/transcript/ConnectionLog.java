package io.pymap.transcript;

import io.pymap.transcript.Transcript.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has passed over one connection. Belongs to a recorder, under its lock. */
final class ConnectionLog {

    private final String id;
    private final String peer;
    private final Instant opened;
    private final LineSplitter splitter;
    private final SecretFilter filter = new SecretFilter();
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable Instant closed; // null while it is open
    private boolean cut; // the beginning has been cleared away

    /** A line and what may be shown of it. */
    record Entry(Line line, Optional<Line> shown) {}

    ConnectionLog(String id, String peer, Instant opened) {
        this.id = id;
        this.peer = peer;
        this.opened = opened;
        this.splitter = new LineSplitter(id);
    }

    /** What these octets end. */
    List<Entry> add(boolean fromClient, byte[] octets, Moment at) {
        List<Entry> ended = splitter.add(fromClient, octets, at).stream()
                .map(line -> new Entry(line, filter.filter(line)))
                .toList();
        entries.addAll(ended);
        return ended;
    }

    void secured() {
        splitter.secured();
    }

    void closed(Instant at) {
        closed = at;
    }

    boolean isClosed() {
        return closed != null;
    }

    void clear() {
        entries.clear();
        cut = true;
    }

    Connection connection() {
        List<Line> lines = entries.stream().map(Entry::line).toList();
        ExchangeReader reader = new ExchangeReader();
        entries.forEach(entry -> entry.shown().ifPresent(reader::read));
        return new Connection(id, peer, opened, Optional.ofNullable(closed), lines, reader.exchanges());
    }

    List<ClientFinding> findings() {
        return cut
                ? List.of()
                : ClientReview.of(
                        entries.stream()
                                .flatMap(entry -> entry.shown().stream())
                                .toList(),
                        Optional.ofNullable(closed));
    }

    /** A line and what stands below it. */
    private record Printed(Line line, List<ClientFinding> findings) {}

    /** The lines with or without secrets, with what has come of the next ones. */
    private List<Printed> lines(boolean clear) {
        IdentityHashMap<Line, List<ClientFinding>> findings = new IdentityHashMap<>();
        findings()
                .forEach(finding -> findings.computeIfAbsent(finding.line(), line -> new ArrayList<>())
                        .add(finding));
        List<Printed> lines = new ArrayList<>();
        for (Entry entry : entries) {
            List<ClientFinding> below = entry.shown()
                    .map(shown -> findings.getOrDefault(shown, List.of()))
                    .orElse(List.of());
            (clear ? Optional.of(entry.line()) : entry.shown()).ifPresent(line -> lines.add(new Printed(line, below)));
        }
        SecretFilter ahead = filter.copy();
        splitter.unfinished(new Moment(opened, opened))
                .forEach(line -> (clear ? Optional.of(line) : ahead.filter(line))
                        .ifPresent(shown -> lines.add(new Printed(shown, List.of()))));
        return lines;
    }

    String asText(boolean clear) {
        StringBuilder out = new StringBuilder("# connection " + id + " from " + peer + ", " + opened + "\n");
        boolean secure = false;
        boolean lineOpen = false;
        boolean byClient = false;
        for (Printed printed : lines(clear)) {
            Line line = printed.line();
            if (line.secure() && !secure) {
                out.append("# TLS\n");
                secure = true;
            }
            if (lineOpen && byClient != line.fromClient()) {
                out.append('\n');
                lineOpen = false;
            }
            byClient = line.fromClient();
            lineOpen = append(out, line, lineOpen);
            for (ClientFinding finding : printed.findings()) {
                out.append(lineOpen ? "\n" : "").append(finding).append('\n');
                lineOpen = false;
            }
        }
        if (lineOpen) {
            out.append('\n');
        }
        if (closed != null) {
            out.append("# closed ").append(closed).append('\n');
        }
        return out.toString();
    }

    /** Whether the text ends in the middle of a line. */
    private static boolean append(StringBuilder out, Line line, boolean lineOpen) {
        String prefix = line.fromClient() ? "C: " : "S: ";
        String text = PrintedOctets.text(line.octets()).replace("\r\n", "\n");
        boolean open = lineOpen;
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from) + 1;
            out.append(open ? "" : prefix).append(text, from, end == 0 ? text.length() : end);
            open = end == 0;
            from = open ? text.length() : end;
        }
        return open;
    }
}
