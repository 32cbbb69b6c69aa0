package io.pymap.mailbox;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A secret by which a server knows again what a user has vouched for: the mailbox access key of RFC 4467 2.2. Kept by
 * backends, never told to a client.
 */
public final class AccessKey {

    /** RFC 4467 2.2 asks for 128 bits at least. */
    private static final int OCTETS = 32;

    /** Not the backend's source: one with a seed shows clients what it gives, in ids, and what it will give with that. */
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] octets;

    private AccessKey(byte[] octets) {
        this.octets = octets;
    }

    /** One that nobody can guess. */
    public static AccessKey random() {
        byte[] octets = new byte[OCTETS];
        RANDOM.nextBytes(octets);
        return new AccessKey(octets);
    }

    /** The key whose {@link #octets} have been stored. */
    public static AccessKey of(byte[] octets) {
        return new AccessKey(octets.clone());
    }

    /** What a backend stores. */
    public byte[] octets() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessKey that && MessageDigest.isEqual(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** Leaves the secret out, so that it cannot slip into a log. */
    @Override
    public String toString() {
        return "AccessKey";
    }
}
