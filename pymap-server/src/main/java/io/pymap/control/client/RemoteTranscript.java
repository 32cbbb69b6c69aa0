package io.pymap.control.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.pymap.transcript.ClientFinding;
import io.pymap.transcript.Exchange;
import io.pymap.transcript.Line;
import io.pymap.transcript.Transcript;
import io.pymap.transcript.TranscriptRecorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The transcript of a server in another process: what has passed is fetched with each call, and read as the server itself does. */
final class RemoteTranscript implements Transcript {

    private final Control control;
    private final AtomicReference<Supplier<Optional<Path>>> file = new AtomicReference<>(Optional::empty);

    RemoteTranscript(Control control) {
        this.control = control;
    }

    void file(Supplier<Optional<Path>> writer) {
        file.set(writer);
    }

    @Override
    public Optional<Path> file() {
        return file.get().get();
    }

    @Override
    public List<Connection> connections() {
        return fetched().connections();
    }

    @Override
    public List<Line> lines() {
        return fetched().lines();
    }

    @Override
    public List<Exchange> exchanges() {
        return fetched().exchanges();
    }

    @Override
    public List<ClientFinding> findings() {
        return fetched().findings();
    }

    @Override
    public String asText() {
        return fetched().asText();
    }

    @Override
    public String asClearText() {
        return fetched().asClearText();
    }

    @Override
    public String tail(int lines) {
        return fetched().tail(lines);
    }

    @Override
    public long octetsNotKept() {
        return control.get("/transcript").path("octetsNotKept").asLong();
    }

    private TranscriptRecorder fetched() {
        return new Replay(control.get("/transcript?clear=true")).recorder();
    }

    /** What has passed, once more. */
    private static final class Replay {

        private final AtomicReference<Instant> realTime = new AtomicReference<>(Instant.EPOCH);
        private final TranscriptRecorder recorder = new TranscriptRecorder(Integer.MAX_VALUE, realTime::get);
        private final Set<String> secured = new HashSet<>();
        private final Map<String, Integer> passed = new HashMap<>(); // lines, by connection
        private final List<JsonNode> remarks = new ArrayList<>(); // that have not been made yet

        Replay(JsonNode told) {
            for (JsonNode connection : told.path("connections")) {
                recorder.opened(
                        connection.path("id").asText(),
                        connection.path("peer").asText(),
                        instant(connection, "opened"));
            }
            told.path("remarks").forEach(remarks::add);
            told.path("lines").forEach(this::line);
            told.path("unfinished").forEach(this::line);
            remarks.forEach(remark -> recorder.noted(
                    remark.path("connection").asText(), remark.path("text").asText(), Instant.EPOCH));
            for (JsonNode connection : told.path("connections")) {
                if (connection.hasNonNull("closed")) {
                    recorder.closed(connection.path("id").asText(), instant(connection, "closed"));
                }
            }
        }

        private static Instant instant(JsonNode of, String member) {
            return Instant.parse(of.path(member).asText());
        }

        private void line(JsonNode line) {
            String connection = line.path("connection").asText();
            Instant at = instant(line, "at");
            if (line.path("secure").asBoolean() && secured.add(connection)) {
                recorder.secured(connection, at);
            }
            remark(connection, passed.merge(connection, 1, Integer::sum) - 1, at);
            realTime.set(instant(line, "realAt"));
            byte[] octets = octets(line);
            if (line.path("from").asText().equals("client")) {
                recorder.received(connection, octets, at);
            } else {
                recorder.sent(connection, octets, at);
            }
        }

        /** Those that stand behind so many lines of the connection. */
        private void remark(String connection, int lines, Instant at) {
            remarks.removeIf(remark -> {
                boolean due = remark.path("connection").asText().equals(connection)
                        && remark.path("lines").asInt() <= lines;
                if (due) {
                    recorder.noted(connection, remark.path("text").asText(), at);
                }
                return due;
            });
        }

        private static byte[] octets(JsonNode line) {
            try {
                return line.path("octets").binaryValue();
            } catch (IOException e) {
                throw new UncheckedIOException("a line whose octets are not in base64", e);
            }
        }

        TranscriptRecorder recorder() {
            return recorder;
        }
    }
}
