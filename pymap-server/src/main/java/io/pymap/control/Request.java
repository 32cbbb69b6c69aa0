package io.pymap.control;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that has come whole.
 *
 * @param path the segments, decoded
 * @param variables the segments that the route has names for
 */
record Request(
        String method,
        List<String> path,
        Map<String, List<String>> query,
        HttpHeaders headers,
        byte[] body,
        Map<String, String> variables) {

    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";
    static final String MESSAGE = "message/rfc822";

    /** @throws Problem where it is no path of segments that are percent-encoded UTF-8 */
    static Request of(String method, String target, HttpHeaders headers, byte[] body) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        if (!path.startsWith("/")) {
            throw Problem.malformed("Expected a path that begins with /");
        }
        List<String> segments = path.equals("/")
                ? List.of()
                : List.of(path.substring(1).split("/", -1)).stream()
                        .map(Request::decoded)
                        .toList();
        try {
            QueryStringDecoder query = new QueryStringDecoder(mark < 0 ? "" : target.substring(mark));
            return new Request(method, segments, query.parameters(), headers, body, Map.of());
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("Expected percent-encoded UTF-8 in the query");
        }
    }

    /** A plus is a plus: RFC 3986 2.2. */
    private static String decoded(String segment) {
        byte[] octets = new byte[segment.length()];
        int length = 0;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                int high = i + 2 < segment.length() ? Character.digit(segment.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(segment.charAt(i + 2), 16);
                if (low < 0) {
                    throw Problem.malformed("Expected two hexadecimal digits behind % in the path");
                }
                octets[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                octets[length++] = (byte) c;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.malformed("Expected percent-encoded UTF-8 in the path");
        }
    }

    Request with(Map<String, String> found) {
        return new Request(method, path, query, headers, body, Map.copyOf(found));
    }

    /** A segment that the route has this name for. */
    String variable(String name) {
        return Optional.ofNullable(variables.get(name)).orElseThrow();
    }

    /** @throws Problem where it is no UID */
    long uid() {
        String uid = variable("uid");
        if (!uid.matches("[1-9][0-9]{0,9}")) {
            throw Problem.notFound("Expected a UID of 1 to 4294967295");
        }
        return Long.parseLong(uid);
    }

    Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** @throws Problem where it is neither true nor false */
    boolean isSet(String name) {
        String value = parameter(name).orElse("false");
        return switch (value) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw Problem.malformed("Expected true or false as " + name);
        };
    }

    /** Whether the client would rather have that than JSON. */
    boolean accepts(String type) {
        return headers.getAll("accept").stream().anyMatch(value -> value.contains(type));
    }

    /** Without parameters, in lower case; empty where none is given. */
    String contentType() {
        return Optional.ofNullable(headers.get("content-type"))
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** @throws Problem where the body is no such JSON */
    <T> T json(Class<T> type) {
        require(JSON);
        return Json.read(body, type);
    }

    private void require(String type) {
        boolean none = body.length == 0 && contentType().isEmpty();
        if (!none && !contentType().equals(type)) {
            throw unsupported(type);
        }
    }

    static Problem unsupported(String... types) {
        return new Problem(
                HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "Expected a Content-Type of " + String.join(" or ", types));
    }
}
