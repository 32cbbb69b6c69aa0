package io.pymap.auth;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The functions that SCRAM (RFC 5802 2.2) is made of, for each digest that it is registered with. */
public enum ScramDigest {
    SHA_1("SHA-1", "HmacSHA1", Pbkdf2.SHA1),
    /** RFC 7677. */
    SHA_256("SHA-256", "HmacSHA256", Pbkdf2.SHA256);

    private final String digest;
    private final String mac;
    private final Pbkdf2 derivation;

    ScramDigest(String digest, String mac, Pbkdf2 derivation) {
        this.digest = digest;
        this.mac = mac;
        this.derivation = derivation;
    }

    /** As in the names of the mechanisms: {@code SHA-256}. */
    public String digestName() {
        return digest;
    }

    /** Octets of a digest, and of every key. */
    public int length() {
        return derivation.length();
    }

    public byte[] hash(byte[] octets) {
        try {
            return MessageDigest.getInstance(digest).digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + digest, e);
        }
    }

    public byte[] hmac(byte[] key, byte[] octets) {
        try {
            Mac function = Mac.getInstance(mac);
            function.init(new SecretKeySpec(key, mac));
            return function.doFinal(octets);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has " + mac, e);
        }
    }

    byte[] hmac(byte[] key, String text) {
        return hmac(key, text.getBytes(StandardCharsets.UTF_8));
    }

    Pbkdf2 derivation() {
        return derivation;
    }
}
