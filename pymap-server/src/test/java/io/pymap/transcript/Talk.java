package io.pymap.transcript;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;

/** A recorder that is told of one connection. */
final class Talk {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    final TranscriptRecorder recorder;

    Talk() {
        this(new TranscriptRecorder());
    }

    Talk(TranscriptRecorder recorder) {
        this.recorder = recorder;
        recorder.opened("1", "127.0.0.1:5000", NOON);
    }

    Talk client(String octets) {
        recorder.received("1", octets.getBytes(StandardCharsets.UTF_8), NOON);
        return this;
    }

    Talk server(String octets) {
        recorder.sent("1", octets.getBytes(StandardCharsets.UTF_8), NOON);
        return this;
    }

    /** The same octets in pieces of any length. */
    Talk inPieces(boolean client, String octets, Random random) {
        int from = 0;
        while (from < octets.length()) {
            int end = Math.min(octets.length(), from + 1 + random.nextInt(7));
            String piece = octets.substring(from, end);
            from = end;
            if (client) {
                client(piece);
            } else {
                server(piece);
            }
        }
        return this;
    }

    /** What is printed, without the header line. */
    String printed() {
        return recorder.asText().substring(recorder.asText().indexOf('\n') + 1);
    }
}
