package io.pymap.backend;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first 128 bits of a SHA-256 hash: enough to tell things apart, and small in a map of millions. */
public record Sha256(long high, long low) {

    public static Sha256 of(byte[] octets, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(octets, offset, length);
            ByteBuffer hash = ByteBuffer.wrap(digest.digest());
            return new Sha256(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
