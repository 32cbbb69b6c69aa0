package io.pymap.backend.maildir;

import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Message;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is told of a message.
 *
 * @param modSeq 0 where nobody has asked
 * @param flags without {@code \Recent}
 * @param date INTERNALDATE, in seconds
 * @param sha256 of all its octets
 */
record ToldMessage(long modSeq, Flags flags, long date, long size, String sha256) {

    static ToldMessage of(Message message) {
        Content.InMemory octets = message.content().load();
        return new ToldMessage(
                message.modSeq(),
                message.flags(),
                message.internalDate().epochSecond(),
                message.size(),
                sha256(octets.array(), octets.offset(), octets.length()));
    }

    static String sha256(byte[] octets) {
        return sha256(octets, 0, octets.length);
    }

    private static String sha256(byte[] octets, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(octets, offset, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without what is of the server's own choice: what two servers on one Maildir agree on. */
    ToldMessage shared() {
        return new ToldMessage(0, flags, date, size, sha256);
    }

    @Override
    public String toString() {
        return flags + " " + date + " " + size + " " + sha256.substring(0, 8) + (modSeq == 0 ? "" : " @" + modSeq);
    }
}
