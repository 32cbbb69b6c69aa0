package io.pymap.control;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may ask.
 *
 * @param token that they have to show, where there is one
 * @param loopbackOnly whether only this machine can connect: a browser on it may still be talked into it by somebody's page
 */
record Admission(Optional<String> token, boolean loopbackOnly) {

    private static final String BEARER = "Bearer ";

    /** This machine's name, or an address: a page that rebinds its own name to this machine has neither. */
    private static final Pattern OWN_NAME =
            Pattern.compile("(localhost|([^:/@]+\\.)?localhost|[0-9]+(\\.[0-9]+){3}|\\[[0-9a-fA-F:.]+])(:[0-9]{1,5})?");

    /** @throws Problem where they may not */
    void check(Route route, Request request) {
        HttpHeaders headers = request.headers();
        String host = headers.get("host", "");
        if (loopbackOnly && !OWN_NAME.matcher(host).matches()) {
            throw new Problem(
                    HttpResponseStatus.MISDIRECTED_REQUEST, "Expected localhost or an address as Host, got " + host);
        }
        String origin = headers.get("origin");
        if (origin != null && !origin.equals("http://" + host)) {
            throw new Problem(HttpResponseStatus.FORBIDDEN, "Pages of other origins may not ask");
        }
        if (!route.open()
                && token.filter(secret -> !isShown(secret, route, request)).isPresent()) {
            throw new Problem(
                    HttpResponseStatus.UNAUTHORIZED,
                    "Expected the token as Authorization: Bearer",
                    Map.of("www-authenticate", "Bearer"));
        }
    }

    /** An EventSource of a browser cannot set headers. */
    private static boolean isShown(String secret, Route route, Request request) {
        String header = request.headers().get("authorization", "");
        String shown = header.startsWith(BEARER)
                ? header.substring(BEARER.length())
                : route.template().endsWith("/events")
                        ? request.parameter("token").orElse("")
                        : "";
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Says whether there is a token, not which. */
    @Override
    public String toString() {
        return "Admission[" + (token.isPresent() ? "by token" : "for all") + "]";
    }
}
