package io.pymap.transcript;

import io.pymap.transcript.Transcript.Connection;
import java.time.Instant;
import java.util.ArrayList;
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
    private final List<Note> notes = new ArrayList<>();
    private @Nullable Instant closed; // null while it is open

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
        notes.clear();
    }

    Connection connection() {
        List<Line> lines = entries.stream().map(Entry::line).toList();
        ExchangeReader reader = new ExchangeReader();
        entries.forEach(entry -> entry.shown().ifPresent(reader::read));
        return new Connection(id, peer, opened, Optional.ofNullable(closed), lines, reader.exchanges());
    }

    /** All entries, then what has come of the next ones; with or without secrets. Nothing where all of it is secret. */
    private List<Optional<Line>> lines(boolean clear) {
        List<Optional<Line>> lines = new ArrayList<>();
        SecretFilter ahead = filter.copy();
        entries.forEach(entry -> lines.add(clear ? Optional.of(entry.line()) : entry.shown()));
        splitter.unfinished(new Moment(opened, opened))
                .forEach(line -> lines.add(clear ? Optional.of(line) : ahead.filter(line)));
        return lines;
    }

    String asText(boolean clear) {
        LogText text = new LogText("# connection " + id + " from " + peer + ", " + opened + "\n");
        List<Optional<Line>> lines = lines(clear);
        int noted = 0;
        for (int i = 0; i < lines.size(); i++) {
            while (noted < notes.size() && notes.get(noted).entries() <= i) {
                text.remark(notes.get(noted++).text());
            }
            lines.get(i).ifPresent(text::line);
        }
        notes.subList(noted, notes.size()).forEach(note -> text.remark(note.text()));
        if (closed != null) {
            text.remark("closed " + closed);
        }
        return text.end();
    }
}
