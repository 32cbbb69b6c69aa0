package io.pymap.auth;

import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.util.Locale;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** PBKDF2 with HMAC (RFC 8018 5.2) over one of the digests that stored passwords use. */
enum Pbkdf2 {
    SHA1("sha-1", 20, 400),
    SHA256("sha-256", 32, 500),
    SHA512("sha-512", 64, 700);

    /** More than ten seconds of work. */
    private static final int MOST_ROUNDS = 10_000_000;

    private final String digest;
    private final int length;
    private final int nanosPerRound;

    Pbkdf2(String digest, int length, int nanosPerRound) {
        this.digest = digest;
        this.length = length;
        this.nanosPerRound = nanosPerRound;
    }

    /** The digest's name in lower case: {@code sha-256}. */
    String digest() {
        return digest;
    }

    /** Octets of the digest, and of every key that is stored: a shorter one is a damaged one. */
    int length() {
        return length;
    }

    byte[] exactly(byte[] hash) {
        if (hash.length != length) {
            throw new UnusableSecretException("Expected a hash of " + length + " octets for " + digest);
        }
        return hash;
    }

    long cost(int rounds) {
        return (long) rounds * nanosPerRound;
    }

    byte[] derive(String password, byte[] salt, int rounds) {
        try {
            // The JDK's factory takes the password's UTF-8.
            PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, rounds, length * 8);
            String algorithm = "PBKDF2WithHmac" + digest.replace("-", "").toUpperCase(Locale.ROOT);
            return SecretKeyFactory.getInstance(algorithm).generateSecret(key).getEncoded();
        } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
            throw new IllegalStateException("Every JDK has PBKDF2 with " + digest, e);
        }
    }

    /** Reads a round count and refuses one that would keep a thread busy for minutes. */
    static int rounds(String text) {
        return Limits.number("PBKDF2 rounds", text, 1, MOST_ROUNDS);
    }
}
