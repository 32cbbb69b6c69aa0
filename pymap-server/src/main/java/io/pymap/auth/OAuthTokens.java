package io.pymap.auth;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Bearer tokens kept in memory, which tests may add and revoke while the server runs. */
public final class OAuthTokens implements TokenVerifier {

    /** By the token's digest: how long a look-up takes says nothing about the token. */
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    private record Grant(String user, Instant expiry) {}

    /** Makes the token good for that user for ever. */
    public OAuthTokens grant(String user, String token) {
        return grant(user, token, Instant.MAX);
    }

    /** Makes the token good for that user up to, and without, that moment. */
    public OAuthTokens grant(String user, String token, Instant expiry) {
        grants.put(key(token), new Grant(user, expiry));
        return this;
    }

    public void revoke(String token) {
        grants.remove(key(token));
    }

    @Override
    public Optional<String> user(String token, Instant now) {
        return Optional.ofNullable(grants.get(key(token)))
                .filter(grant -> now.isBefore(grant.expiry()))
                .map(Grant::user);
    }

    private static String key(String token) {
        return HexFormat.of().formatHex(ScramDigest.SHA_256.hash(token.getBytes(StandardCharsets.UTF_8)));
    }
}
