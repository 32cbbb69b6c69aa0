package io.pymap.tls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;

/**
 * Answers over HTTP who asks whether a certificate of an authority is revoked: OCSP (RFC 6960 A). Listens at 127.0.0.1 alone, until it is
 * closed.
 */
public final class RevocationResponder implements AutoCloseable {

    /** Octets of a request; those that clients send have about a hundred. */
    private static final int LONGEST = 16 * 1024;

    private final CertificateAuthority authority;
    private final HttpServer http;

    private RevocationResponder(CertificateAuthority authority, HttpServer http) {
        this.authority = authority;
        this.http = http;
    }

    /**
     * One at a port that is free.
     *
     * @throws UncheckedIOException where there is none
     */
    public static RevocationResponder start(CertificateAuthority authority) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer http = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
            RevocationResponder responder = new RevocationResponder(authority, http);
            http.createContext("/", responder::answer);
            http.start();
            return responder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen at 127.0.0.1 for who asks about certificates", e);
        }
    }

    /** Where to ask, for {@link CertificateAuthority#issueRevoked(CertificateTerms, URI)}. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "POST" -> answer(exchange, exchange.getRequestBody().readNBytes(LONGEST));
                case "GET" -> answer(exchange, requestInPath(exchange.getRequestURI()));
                default -> exchange.sendResponseHeaders(HttpURLConnection.HTTP_BAD_METHOD, -1);
            }
        }
    }

    /** RFC 6960 A.1: in base64, with octets that a URI does not have written as %2B and the like; empty for what is no such thing. */
    private static byte[] requestInPath(URI uri) {
        String path = uri.getPath();
        try {
            return Base64.getDecoder().decode(path.replaceFirst("^/", ""));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private void answer(HttpExchange exchange, byte[] request) throws IOException {
        byte[] answer = authority.revocationAnswer(request);
        exchange.getResponseHeaders().set("Content-Type", "application/ocsp-response");
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, answer.length);
        exchange.getResponseBody().write(answer);
    }

    /** Listens no more, and ends its thread. */
    @Override
    public void close() {
        http.stop(0);
    }
}
