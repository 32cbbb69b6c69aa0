package io.pymap.control;

import io.pymap.transcript.Line;
import io.pymap.transcript.Transcript;
import io.pymap.transcript.TranscriptContent;
import io.pymap.transcript.TranscriptRecorder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What went over the wire. */
record TranscriptResource(ControlledServer server) {

    record Shown(
            long octetsNotKept,
            List<Connection> connections,
            List<ShownLine> lines,
            List<ShownLine> unfinished,
            List<TranscriptContent.Remark> remarks) {}

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

    private TranscriptRecorder recorder() {
        return server.fixture().recorder();
    }

    Answer get(Request request) {
        boolean clear = request.isSet("clear");
        if (request.accepts("text/plain")) {
            Transcript transcript = server.fixture().transcript();
            return Answer.text(clear ? transcript.asClearText() : transcript.asText());
        }
        TranscriptContent content = recorder().content(clear);
        List<Connection> connections = content.connections().stream()
                .map(connection -> new Connection(
                        connection.id(),
                        connection.peer(),
                        connection.opened().toString(),
                        connection.closed().map(Instant::toString)))
                .toList();
        return Answer.ok(new Shown(
                content.octetsNotKept(),
                connections,
                content.lines().stream().map(ShownLine::of).toList(),
                content.unfinished().stream().map(ShownLine::of).toList(),
                content.remarks()));
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
