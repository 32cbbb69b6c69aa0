package io.pymap.auth;

import io.pymap.auth.StoredSecret.Encoding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One round of a digest, with the salt after it in the salted forms. Dovecot's and LDAP's. */
final class DigestScheme implements PasswordScheme {

    private enum Salt {
        NONE,
        APPENDED
    }

    private record Form(String digest, int length, Encoding usual, Salt salt) {}

    private static final Map<String, Form> FORMS = Map.ofEntries(
            Map.entry("{PLAIN-MD5}", new Form("MD5", 16, Encoding.HEX, Salt.NONE)),
            Map.entry("{LDAP-MD5}", new Form("MD5", 16, Encoding.BASE64, Salt.NONE)),
            Map.entry("{SMD5}", new Form("MD5", 16, Encoding.BASE64, Salt.APPENDED)),
            Map.entry("{SHA}", new Form("SHA-1", 20, Encoding.BASE64, Salt.NONE)),
            Map.entry("{SHA1}", new Form("SHA-1", 20, Encoding.BASE64, Salt.NONE)),
            Map.entry("{SSHA}", new Form("SHA-1", 20, Encoding.BASE64, Salt.APPENDED)),
            Map.entry("{SHA256}", new Form("SHA-256", 32, Encoding.BASE64, Salt.NONE)),
            Map.entry("{SSHA256}", new Form("SHA-256", 32, Encoding.BASE64, Salt.APPENDED)),
            Map.entry("{SHA512}", new Form("SHA-512", 64, Encoding.BASE64, Salt.NONE)),
            Map.entry("{SSHA512}", new Form("SHA-512", 64, Encoding.BASE64, Salt.APPENDED)));

    @Override
    public Set<String> prefixes() {
        return FORMS.keySet();
    }

    @Override
    public StoredPassword parse(StoredSecret secret) {
        Form form = Optional.ofNullable(FORMS.get(secret.prefix())).orElseThrow();
        boolean salted = form.salt() == Salt.APPENDED;
        // The length of a salt is free, so that only unsalted hashes show by their length that they are hexadecimal.
        byte[] octets = secret.octets(form.usual(), salted ? -1 : 2 * form.length());
        if (salted ? octets.length <= form.length() : octets.length != form.length()) {
            throw new UnusableSecretException("Expected " + form.length() + " octets" + (salted ? " and a salt" : "")
                    + " after " + secret.prefix());
        }
        byte[] hash = Arrays.copyOf(octets, form.length());
        byte[] salt = Arrays.copyOfRange(octets, form.length(), octets.length);
        return StoredPassword.hashed(1000, password -> MessageDigest.isEqual(hash, digest(form, password, salt)));
    }

    private static byte[] digest(Form form, String password, byte[] salt) {
        try {
            MessageDigest digest = MessageDigest.getInstance(form.digest());
            digest.update(password.getBytes(StandardCharsets.UTF_8));
            return digest.digest(salt);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + form.digest(), e);
        }
    }
}
