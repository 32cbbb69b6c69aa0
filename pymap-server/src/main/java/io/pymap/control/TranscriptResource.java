package io.pymap.control;

import io.pymap.transcript.Line;
import io.pymap.transcript.Transcript;
import io.pymap.transcript.TranscriptEvent;
import io.pymap.transcript.TranscriptRecorder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What went over the wire. */
record TranscriptResource(ControlledServer server) {

    record Shown(long octetsNotKept, List<Connection> connections, List<ShownLine> lines, List<Remark> remarks) {}

    record Connection(String id, String peer, String opened, Optional<String> closed) {}

    record ShownLine(
            String connection,
            String from,
            boolean literal,
            boolean hasty,
            boolean secure,
            byte[] octets,
            String text,
            String at,
            String realAt) {

        static ShownLine of(Line line) {
            return new ShownLine(
                    line.connection(),
                    line.fromClient() ? "client" : "server",
                    line.literal(),
                    line.hasty(),
                    line.secure(),
                    line.octets(),
                    line.text(),
                    line.at().toString(),
                    line.realAt().toString());
        }
    }

    /** @param lines how many lines of the connection came before it */
    record Remark(String connection, int lines, String text) {}

    private TranscriptRecorder recorder() {
        return server.fixture().recorder();
    }

    Answer get(Request request) {
        boolean clear = request.isSet("clear");
        Transcript transcript = server.fixture().transcript();
        if (request.accepts("text/plain")) {
            return Answer.text(clear ? transcript.asClearText() : transcript.asText());
        }
        List<Connection> connections = transcript.connections().stream()
                .map(connection -> new Connection(
                        connection.id(),
                        connection.peer(),
                        connection.opened().toString(),
                        connection.closed().map(Instant::toString)))
                .toList();
        List<ShownLine> lines = new ArrayList<>();
        List<Remark> remarks = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (TranscriptEvent event : recorder().eventsAfter(0, Integer.MAX_VALUE)) {
            Optional<Line> line = clear ? event.line() : event.shown();
            line.map(ShownLine::of).ifPresent(lines::add);
            line.ifPresent(shown -> counts.merge(event.connection(), 1, Integer::sum));
            if (event.kind() == TranscriptEvent.Kind.NOTE) {
                remarks.add(new Remark(event.connection(), counts.getOrDefault(event.connection(), 0), event.text()));
            }
        }
        return Answer.ok(new Shown(transcript.octetsNotKept(), connections, lines, remarks));
    }

    Answer clear(Request request) {
        server.fixture().clearTranscript();
        return Answer.nothing();
    }

    /** From now on, or from behind the event that the client has seen last. */
    Answer events(Request request) {
        String last = Optional.ofNullable(request.headers().get("last-event-id"))
                .or(() -> request.parameter("after"))
                .orElseGet(() -> Long.toString(recorder().lastEvent()));
        if (!last.matches("[0-9]{1,18}")) {
            throw Problem.malformed("Expected the number of an event as Last-Event-ID");
        }
        return Answer.stream(new EventSource(recorder(), Long.parseLong(last)));
    }
}
