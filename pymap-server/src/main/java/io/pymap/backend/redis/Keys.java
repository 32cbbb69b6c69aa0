package io.pymap.backend.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * The names of all keys. Words of clients never become part of one, but names of users, which are the end of theirs.
 *
 * @param prefix in front of all keys of mail
 * @param usersPrefix in front of the keys of users
 */
record Keys(String prefix, String usersPrefix, String separator) {

    private String root() {
        return prefix + separator + "ns";
    }

    private byte[] common(String name) {
        return (root() + separator + name).getBytes(UTF_8);
    }

    /** The key of a user's record; empty for a name that cannot be one, as its key would be one of ours. */
    Optional<byte[]> user(String name) {
        String key = usersPrefix + separator + name;
        return name.isEmpty() || isMail(key) ? Optional.empty() : Optional.of(key.getBytes(UTF_8));
    }

    /** The user whose key this is. */
    Optional<String> userOf(byte[] key) {
        String text = new String(key, UTF_8);
        String before = usersPrefix + separator;
        return text.startsWith(before) && text.length() > before.length() && !isMail(text)
                ? Optional.of(text.substring(before.length()))
                : Optional.empty();
    }

    private boolean isMail(String key) {
        return key.startsWith(root() + separator);
    }

    /** A pattern of SCAN for the keys of all users, and maybe of others. */
    String everyUser() {
        return pattern(usersPrefix + separator);
    }

    /** A pattern of SCAN for the keys of all mail. */
    String allMail() {
        return pattern(root() + separator);
    }

    private static String pattern(String beginning) {
        return beginning.replaceAll("[\\\\*?\\[\\]^-]", "\\\\$0") + "*";
    }

    byte[] namespaces() {
        return common("users");
    }

    byte[] sharedAnnotations() {
        return common("shared");
    }

    byte[] doomed() {
        return common("doomed");
    }

    /** Who may have shared something with that identifier. */
    byte[] shares(String identifier) {
        return common("shares" + separator + hash(identifier.getBytes(UTF_8)));
    }

    /** The channel of news. */
    String news() {
        return root() + separator + "news";
    }

    Namespace namespace(String id) {
        return new Namespace(id, root() + separator + "{" + id + "}" + separator, separator);
    }

    /** SHA-256, in 43 characters that need no quoting anywhere. */
    static String hash(byte[] octets) {
        return hash(octets, 0, octets.length);
    }

    static String hash(byte[] octets, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(octets, offset, length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The keys of one user, all in one slot. */
    record Namespace(String id, String root, String separator) {

        private byte[] key(String name) {
            return (root + name).getBytes(StandardCharsets.UTF_8);
        }

        byte[] account() {
            return key("account");
        }

        byte[] mailboxes() {
            return key("mailboxes");
        }

        byte[] subscribed() {
            return key("subscribed");
        }

        byte[] annotations() {
            return key("annotations");
        }

        byte[] accessKeys() {
            return key("access-keys");
        }

        byte[] threads() {
            return key("threads");
        }

        byte[] threadsBefore() {
            return key("threads-before");
        }

        byte[] content(String hash) {
            return key("content" + separator + hash);
        }

        Box mailbox(String mailboxId) {
            return new Box(this, "mbx" + separator + mailboxId + separator);
        }
    }

    /** The keys of one mailbox. */
    record Box(Namespace namespace, String root) {

        byte[] info() {
            return namespace.key(root + "info");
        }

        byte[] messages() {
            return namespace.key(root + "msg");
        }

        byte[] log() {
            return namespace.key(root + "log");
        }

        byte[] keywords() {
            return namespace.key(root + "keywords");
        }

        byte[] annotations() {
            return namespace.key(root + "annotations");
        }

        byte[] acl() {
            return namespace.key(root + "acl");
        }
    }
}
