package io.pymap.control;

import io.pymap.transcript.TranscriptEvent;
import io.pymap.transcript.TranscriptRecorder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Events of a transcript as server-sent events, a piece at a time: whoever reads slowly asks late, and nothing waits for it.
 * Secrets are left out. Of one reader.
 */
final class EventSource {

    private static final int AT_ONCE = 64;

    private final TranscriptRecorder recorder;
    private long seen;

    EventSource(TranscriptRecorder recorder, long seen) {
        this.recorder = recorder;
        this.seen = seen;
    }

    /** Beside lines, which are told as in the transcript. */
    record Happened(String connection, String text, String at) {}

    /** What comes next, as it is sent; nothing where nothing has happened. */
    Optional<byte[]> next() {
        List<TranscriptEvent> events = recorder.eventsAfter(seen, AT_ONCE);
        if (events.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach(event -> write(event, out));
        seen = events.get(events.size() - 1).number();
        return Optional.of(out.toByteArray());
    }

    private static void write(TranscriptEvent event, ByteArrayOutputStream out) {
        Object data = event.kind() == TranscriptEvent.Kind.LINE
                ? event.shown().<Object>map(TranscriptResource.ShownLine::of).orElse("")
                : new Happened(event.connection(), event.text(), event.at().toString());
        if (data.equals("")) {
            return; // all of the line is secret
        }
        String head = "event: " + event.kind().name().toLowerCase(Locale.ROOT) + "\nid: " + event.number() + "\ndata: ";
        out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(Json.octets(data));
        out.writeBytes(new byte[] {'\n', '\n'});
    }

    Runnable watch(Runnable news) {
        return recorder.watch(news);
    }
}
