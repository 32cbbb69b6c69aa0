package io.pymap.auth;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Tells whose bearer token (RFC 6750) it is. Safe for use by many threads; may take as long as a log-in may. */
@FunctionalInterface
public interface TokenVerifier {

    /** The name of the user who is logged in by the token; nobody where it is not valid now. */
    Optional<String> user(String token, Instant now);

    /** The scope that clients are told to ask for where their token is refused. RFC 7628 3.2.2. */
    default Optional<String> scope() {
        return Optional.empty();
    }

    /** Where clients whose token is refused find out how to get another one. RFC 7628 3.2.2. */
    default Optional<URI> openIdConfiguration() {
        return Optional.empty();
    }
}
