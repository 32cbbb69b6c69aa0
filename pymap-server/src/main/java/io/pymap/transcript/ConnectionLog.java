package io.pymap.transcript;

import io.pymap.transcript.Transcript.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
    private final List<Note> notes = new ArrayList<>();
    private @Nullable Instant closed; // null while it is open
    private @Nullable ConnectionLog before; // null where there was none, or it does not matter any more
    private boolean accompanied;
    private ClientReview.@Nullable Result reviewed; // null while there may be more
    private boolean cut; // the beginning has been cleared away

    /** A line and what may be shown of it. */
    record Entry(Line line, Optional<Line> shown) {}

    /** A remark that stands behind so many entries. */
    private record Note(int entries, String text) {}

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

    /** Behind what has come of a line that has not ended: that is what the remark is about. */
    void noted(String text) {
        notes.add(new Note(
                entries.size() + splitter.unfinished(new Moment(opened, opened)).size(), text));
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
        notes.clear();
        before = null;
    }

    Connection connection() {
        List<Line> lines = entries.stream().map(Entry::line).toList();
        ExchangeReader reader = new ExchangeReader();
        entries.forEach(entry -> entry.shown().ifPresent(reader::read));
        return new Connection(id, peer, opened, Optional.ofNullable(closed), lines, reader.exchanges());
    }

    List<ClientFinding> findings() {
        return review().findings();
    }

    /** Kept when nothing more can come. */
    private ClientReview.Result review() {
        if (reviewed != null) {
            return reviewed;
        }
        Map<String, String> known =
                before == null || accompanied ? Map.of() : before.review().validities();
        ClientReview.Result result = cut
                ? new ClientReview.Result(List.of(), known)
                : ClientReview.of(
                        entries.stream()
                                .flatMap(entry -> entry.shown().stream())
                                .toList(),
                        Optional.ofNullable(closed),
                        known);
        if (closed != null) {
            reviewed = result;
            before = null;
        }
        return result;
    }

    /** It is the only one that is open, and comes behind that one: by the same client, as it seems. */
    void follows(ConnectionLog earlier) {
        before = earlier;
    }

    /** Others are open at the same time. Who has been told what is not known then. */
    void accompanied() {
        accompanied = true;
    }

    /**
     * An entry as it is printed.
     *
     * @param line nothing where all of it is secret
     * @param findings what stands below it
     */
    private record Printed(Optional<Line> line, List<ClientFinding> findings) {}

    /** All entries, then what has come of the next ones; with or without secrets. */
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
            lines.add(new Printed(clear ? Optional.of(entry.line()) : entry.shown(), below));
        }
        unfinished()
                .forEach(part -> lines.add(new Printed(clear ? Optional.of(part.line()) : part.shown(), List.of())));
        return lines;
    }

    /** What has come of lines that have not ended. */
    List<Entry> unfinished() {
        return unfinished(new Moment(opened, opened));
    }

    List<Entry> unfinished(Moment at) {
        SecretFilter ahead = filter.copy();
        return splitter.unfinished(at).stream()
                .map(line -> new Entry(line, ahead.filter(line)))
                .toList();
    }

    /** @param clear whether lines count of which nothing may be shown */
    List<TranscriptContent.Remark> remarks(boolean clear) {
        List<Printed> lines = lines(clear);
        return notes.stream()
                .map(note -> new TranscriptContent.Remark(
                        id,
                        (int) lines.stream()
                                .limit(note.entries())
                                .filter(printed -> printed.line().isPresent())
                                .count(),
                        note.text()))
                .toList();
    }

    String asText(boolean clear) {
        LogText text = new LogText("# connection " + id + " from " + peer + ", " + opened + "\n");
        List<Printed> lines = lines(clear);
        int noted = 0;
        for (int i = 0; i < lines.size(); i++) {
            while (noted < notes.size() && notes.get(noted).entries() <= i) {
                text.remark(notes.get(noted++).text());
            }
            lines.get(i).line().ifPresent(text::line);
            lines.get(i).findings().forEach(finding -> text.remark(finding.remark()));
        }
        notes.subList(noted, notes.size()).forEach(note -> text.remark(note.text()));
        if (closed != null) {
            text.remark("closed " + closed);
        }
        return text.end();
    }
}
