package io.pymap.control;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request is answered with.
 *
 * @param events what goes on behind the head of the answer; none where the body is all there is
 */
record Answer(int status, Map<String, String> headers, byte[] body, Optional<EventSource> events) {

    private static final Answer NO_CONTENT = new Answer(204, Map.of(), new byte[0], Optional.empty());

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("content-type", contentType), body, Optional.empty());
    }

    static Answer ok(Object value) {
        return json(200, value);
    }

    static Answer created(Object value) {
        return json(201, value);
    }

    static Answer json(int status, Object value) {
        return of(status, "application/json", Json.octets(value));
    }

    static Answer text(String text) {
        return of(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer nothing() {
        return NO_CONTENT;
    }

    static Answer stream(EventSource source) {
        return new Answer(
                200,
                Map.of("content-type", "text/event-stream", "cache-control", "no-store"),
                new byte[0],
                Optional.of(source));
    }

    Answer with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Answer(status, all, body, events);
    }
}
