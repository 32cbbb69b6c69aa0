package io.pymap.control;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;

/** A request that is refused, told as {@code application/problem+json} (RFC 9457). */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> headers;

    Problem(HttpResponseStatus status, String detail) {
        this(status, detail, Map.of());
    }

    Problem(HttpResponseStatus status, String detail, Map<String, String> headers) {
        super(detail, null, false, false); // where it was thrown is of no interest
        this.status = status.code();
        this.headers = Map.copyOf(headers);
    }

    /** As it is sent. */
    record Body(String title, int status, String detail) {}

    Answer answer() {
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        return Answer.of(
                        status,
                        "application/problem+json",
                        Json.octets(new Body(title, status, String.valueOf(getMessage()))))
                .with(headers);
    }

    static Problem malformed(String detail) {
        return new Problem(HttpResponseStatus.BAD_REQUEST, detail);
    }

    static Problem notFound(String detail) {
        return new Problem(HttpResponseStatus.NOT_FOUND, detail);
    }

    static Problem conflict(String detail) {
        return new Problem(HttpResponseStatus.CONFLICT, detail);
    }

    static Problem notAllowed(String detail) {
        return new Problem(HttpResponseStatus.UNPROCESSABLE_ENTITY, detail);
    }
}
