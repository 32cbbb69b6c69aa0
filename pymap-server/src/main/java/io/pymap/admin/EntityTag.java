package io.pymap.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.mailbox.User;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeSet;

/**
 * A number that is another one when the user is another one. It follows from what is stored, so it tells of changes that
 * other programs make as well, and is the same on all servers that share a store.
 */
final class EntityTag {

    private EntityTag() {}

    static long of(User user) {
        String text = user.name() + "\0" + user.secret() + "\0" + String.join(" ", new TreeSet<>(user.roles()));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE; // clients may know no unsigned numbers
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
