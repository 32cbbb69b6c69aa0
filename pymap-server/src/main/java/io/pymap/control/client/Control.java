package io.pymap.control.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pymap.fixture.AwaitTimeoutError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Calls of one control API: JSON there and back, errors as exceptions. Safe for use by many threads. */
final class Control {

    /** For a call that waits for nothing. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final Optional<String> token;
    private final Duration timeout;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Control(URI base, Optional<String> token) {
        this(base, token, TIMEOUT);
    }

    /** @param timeout for a call that waits for nothing, and beyond the end of one that waits */
    Control(URI base, Optional<String> token, Duration timeout) {
        this.base = base;
        this.token = token;
        this.timeout = timeout;
    }

    URI base() {
        return base;
    }

    /** A path below {@code /v1}, each part of it one segment, whatever is in it. */
    static String path(String... segments) {
        return Arrays.stream(segments)
                .map(segment ->
                        "/" + URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining());
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    JsonNode get(String path) {
        return call("GET", path, BodyPublishers.noBody(), "application/json", timeout);
    }

    JsonNode send(String method, String path, JsonNode body) {
        return send(method, path, body, Duration.ZERO);
    }

    /** @param atMost how long the server may take for it */
    JsonNode send(String method, String path, JsonNode body, Duration atMost) {
        return call(method, path, BodyPublishers.ofString(body.toString()), "application/json", atMost.plus(timeout));
    }

    JsonNode send(String method, String path) {
        return call(method, path, BodyPublishers.noBody(), "application/json", timeout);
    }

    /** @param lines a JSON object on each */
    JsonNode sendLines(String path, String lines) {
        return call("POST", path, BodyPublishers.ofString(lines), "application/x-ndjson", timeout);
    }

    private JsonNode call(String method, String path, BodyPublisher body, String contentType, Duration limit) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/v1" + path))
                .method(method, body)
                .header("Accept", "application/json")
                .timeout(limit);
        if (!method.equals("GET") && !method.equals("DELETE")) {
            request.header("Content-Type", contentType);
        }
        token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
        HttpResponse<String> response = response(request.build());
        JsonNode answer = json(response.body());
        if (response.statusCode() >= 300) {
            fail(response.statusCode(), answer.path("detail").asText(response.body()));
        }
        return answer;
    }

    private HttpResponse<String> response(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The control API of the server does not answer at " + base + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwaitTimeoutError("Interrupted while waiting for the server at " + base);
        }
    }

    private static JsonNode json(String text) {
        try {
            return text.isEmpty() ? object() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return object();
        }
    }

    /** Throws what a server in this process would have thrown, with the same message. */
    private void fail(int status, String detail) {
        switch (status) {
            case 400, 404, 409, 413, 422 -> throw new IllegalArgumentException(detail);
            case 408 -> throw new AwaitTimeoutError(detail);
            case 401 -> throw new IllegalStateException("The control API at " + base + " wants its token: " + detail);
            default ->
                throw new IllegalStateException("The control API at " + base + " answers " + status + ": " + detail);
        }
    }
}
