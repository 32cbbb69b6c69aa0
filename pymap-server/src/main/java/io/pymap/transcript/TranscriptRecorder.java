package io.pymap.transcript;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what passes over the connections of a server, octet by octet, up to a limit. What comes when the limit is reached
 * is counted and not kept, and the text says so. Safe for use by many threads.
 */
public final class TranscriptRecorder implements Transcript {

    /** What is kept unless said otherwise, in octets. */
    public static final int DEFAULT_LIMIT = 16 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ConnectionLog> connections = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Line> shown = new ArrayList<>(); // without secrets
    private final List<TranscriptEvent> events = new ArrayList<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final int limit;
    private final InstantSource realTime;
    private Supplier<Optional<Path>> file = Optional::empty;
    private @Nullable ConnectionLog latest; // that was opened; null before there is one
    private long kept;
    private long notKept;
    private long forgotten; // events

    public TranscriptRecorder() {
        this(DEFAULT_LIMIT);
    }

    /** @param limit how many octets of all connections together are kept */
    public TranscriptRecorder(int limit) {
        this(limit, InstantSource.system());
    }

    /**
     * One that reads the clock on the wall.
     *
     * @param limit how many octets of all connections together are kept
     */
    public TranscriptRecorder(int limit, InstantSource realTime) {
        this.limit = limit;
        this.realTime = realTime;
    }

    /**
     * Who writes the transcript to a file.
     *
     * @param writer asked each time somebody wants to read on in the file, such as the message of a failed assertion
     */
    public void file(Supplier<Optional<Path>> writer) {
        lock.lock();
        try {
            file = writer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Path> file() {
        Supplier<Optional<Path>> writer;
        lock.lock();
        try {
            writer = file;
        } finally {
            lock.unlock();
        }
        return writer.get(); // not under the lock: it reads this transcript
    }

    public void opened(String connection, String peer, Instant at) {
        lock.lock();
        try {
            ConnectionLog opened = new ConnectionLog(connection, peer, at);
            List<ConnectionLog> open = connections.values().stream()
                    .filter(other -> !other.isClosed())
                    .toList();
            open.forEach(ConnectionLog::accompanied);
            if (!open.isEmpty()) {
                opened.accompanied();
            } else if (latest != null) {
                opened.follows(latest);
            }
            latest = opened;
            connections.put(connection, opened);
            happened(TranscriptEvent.Kind.OPENED, connection, peer, at);
        } finally {
            lock.unlock();
        }
        wakeWatchers();
    }

    private void happened(TranscriptEvent.Kind kind, String connection, String text, Instant at) {
        events.add(new TranscriptEvent(nextNumber(), kind, connection, text, Optional.empty(), Optional.empty(), at));
    }

    private long nextNumber() {
        return forgotten + events.size() + 1;
    }

    /** With nothing locked: they ask for what there is. */
    private void wakeWatchers() {
        watchers.forEach(Runnable::run);
    }

    /**
     * What has happened behind that event, in order; what has been forgotten meanwhile is not there any more.
     *
     * @param number of an event, or 0 for the beginning
     * @param most so many at most
     */
    public List<TranscriptEvent> eventsAfter(long number, int most) {
        lock.lock();
        try {
            int from = (int) Math.min(events.size(), Math.max(0, number - forgotten));
            return List.copyOf(events.subList(from, (int) Math.min(events.size(), (long) from + most)));
        } finally {
            lock.unlock();
        }
    }

    /** The number of the last event so far; 0 where there was none. */
    public long lastEvent() {
        lock.lock();
        try {
            return nextNumber() - 1;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Calls back behind each event, until the answer is run.
     *
     * @param news must be quick and must not throw
     */
    public Runnable watch(Runnable news) {
        watchers.add(news);
        return () -> watchers.remove(news);
    }

    /** The octets are from the client; nobody may change the array any more. */
    public void received(String connection, byte[] octets, Instant at) {
        add(connection, true, octets, at);
    }

    /** The octets are from the server; nobody may change the array any more. */
    public void sent(String connection, byte[] octets, Instant at) {
        add(connection, false, octets, at);
    }

    private void add(String connection, boolean fromClient, byte[] octets, Instant at) {
        Moment moment = new Moment(at, realTime.instant());
        lock.lock();
        try {
            int room = (int) Math.min(octets.length, limit - kept);
            kept += room;
            notKept += octets.length - room;
            byte[] fitting = room == octets.length ? octets : Arrays.copyOf(octets, room);
            for (ConnectionLog.Entry entry : log(connection, at).add(fromClient, fitting, moment)) {
                lines.add(entry.line());
                entry.shown().ifPresent(shown::add);
                ended(connection, entry);
            }
        } finally {
            lock.unlock();
        }
        wakeWatchers();
    }

    private void ended(String connection, ConnectionLog.Entry entry) {
        events.add(new TranscriptEvent(
                nextNumber(),
                TranscriptEvent.Kind.LINE,
                connection,
                "",
                Optional.of(entry.line()),
                entry.shown(),
                entry.line().at()));
    }

    /** A remark, of one line, that the text shows where it was made. */
    public void noted(String connection, String text, Instant at) {
        lock.lock();
        try {
            log(connection, at).noted(text);
            happened(TranscriptEvent.Kind.NOTE, connection, text, at);
        } finally {
            lock.unlock();
        }
        wakeWatchers();
    }

    public void secured(String connection, Instant at) {
        lock.lock();
        try {
            log(connection, at).secured();
            happened(TranscriptEvent.Kind.SECURED, connection, "", at);
        } finally {
            lock.unlock();
        }
        wakeWatchers();
    }

    public void closed(String connection, Instant at) {
        lock.lock();
        try {
            ConnectionLog log = log(connection, at);
            log.unfinished(new Moment(at, realTime.instant())).forEach(part -> ended(connection, part));
            log.closed(at);
            happened(TranscriptEvent.Kind.CLOSED, connection, "", at);
        } finally {
            lock.unlock();
        }
        wakeWatchers();
    }

    private ConnectionLog log(String connection, Instant at) {
        return connections.computeIfAbsent(connection, id -> new ConnectionLog(id, "unknown", at));
    }

    /** Forgets what has passed. Connections that are open stay, so that their secrets are known as such. */
    public void clear() {
        lock.lock();
        try {
            lines.clear();
            shown.clear();
            forgotten += events.size();
            events.clear();
            connections.values().removeIf(ConnectionLog::isClosed);
            connections.values().forEach(ConnectionLog::clear);
            latest = null;
            kept = 0;
            notKept = 0;
        } finally {
            lock.unlock();
        }
    }

    /** @param clear whether secrets are told */
    public TranscriptContent content(boolean clear) {
        lock.lock();
        try {
            return new TranscriptContent(
                    connections(),
                    clear ? lines : shown,
                    connections.values().stream()
                            .flatMap(connection -> connection.unfinished().stream())
                            .flatMap(part -> clear ? Stream.of(part.line()) : part.shown().stream())
                            .toList(),
                    connections.values().stream()
                            .flatMap(connection -> connection.remarks(clear).stream())
                            .toList(),
                    notKept);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Connection> connections() {
        lock.lock();
        try {
            return connections.values().stream().map(ConnectionLog::connection).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Line> lines() {
        lock.lock();
        try {
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Exchange> exchanges() {
        lock.lock();
        try {
            ExchangeReader reader = new ExchangeReader();
            shown.forEach(reader::read);
            return reader.exchanges();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<ClientFinding> findings() {
        lock.lock();
        try {
            return connections.values().stream()
                    .flatMap(connection -> connection.findings().stream())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String asText() {
        return asText(false);
    }

    @Override
    public String asClearText() {
        return asText(true);
    }

    private String asText(boolean clear) {
        lock.lock();
        try {
            String text = connections.values().stream()
                    .map(connection -> connection.asText(clear))
                    .collect(Collectors.joining("\n"));
            return notKept == 0
                    ? text
                    : text + "# cut: " + notKept + " more octets passed; a transcript keeps " + limit + "\n";
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String tail(int count) {
        List<String> all = asText().lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - count), all.size()));
    }

    @Override
    public long octetsNotKept() {
        lock.lock();
        try {
            return notKept;
        } finally {
            lock.unlock();
        }
    }

    /** Says how much, not what. */
    @Override
    public String toString() {
        return "Transcript of " + connections().size() + " connections, " + lines().size() + " lines";
    }
}
