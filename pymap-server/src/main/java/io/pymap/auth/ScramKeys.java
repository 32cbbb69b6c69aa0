package io.pymap.auth;

import java.util.Optional;

/**
 * What a server keeps of a password for SCRAM. RFC 5802 3.
 *
 * @param rounds the iteration count
 * @param storedKey the digest of what the client proves to have
 * @param serverKey with which the server proves itself
 */
public record ScramKeys(byte[] salt, int rounds, byte[] storedKey, byte[] serverKey) {

    static ScramKeys of(ScramDigest digest, byte[] salt, int rounds, byte[] saltedPassword) {
        byte[] clientKey = digest.hmac(saltedPassword, "Client Key");
        return new ScramKeys(salt, rounds, digest.hash(clientKey), digest.hmac(saltedPassword, "Server Key"));
    }

    static ScramKeys derive(ScramDigest digest, byte[] salt, int rounds, String preparedPassword) {
        return of(digest, salt, rounds, digest.derivation().derive(preparedPassword, salt, rounds));
    }

    /** The digest for which PBKDF2 with that function gives SCRAM's salted password; none with SHA-512. */
    static Optional<ScramDigest> digestOf(Pbkdf2 function) {
        for (ScramDigest digest : ScramDigest.values()) {
            if (digest.derivation() == function) {
                return Optional.of(digest);
            }
        }
        return Optional.empty();
    }
}
