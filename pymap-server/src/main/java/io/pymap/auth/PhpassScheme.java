package io.pymap.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** phpass' portable hash: MD5, repeated; {@code $P$} or, from phpBB, {@code $H$}. */
final class PhpassScheme implements PasswordScheme {

    private static final String LETTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int MOST_LOG_ROUNDS = 24;
    private static final long NANOS_PER_ROUND = 200;

    // The first letter after the prefix is the logarithm of the rounds. There is no dollar after the salt.
    private static final Pattern FORM =
            Pattern.compile("\\$[PH]\\$(?<rounds>[./0-9A-Za-z])(?<salt>[./0-9A-Za-z]{8})(?<hash>[./0-9A-Za-z]{22})");

    @Override
    public Set<String> prefixes() {
        return Set.of("$P$", "$H$");
    }

    @Override
    public StoredPassword parse(StoredSecret secret) {
        Matcher form = FORM.matcher(secret.body());
        if (!form.matches()) {
            throw new UnusableSecretException("Expected " + secret.prefix() + " and 31 letters");
        }
        int logRounds = LETTERS.indexOf(form.group("rounds"));
        if (logRounds < 7 || logRounds > MOST_LOG_ROUNDS) {
            throw new UnusableSecretException("Expected a phpass cost from 7 to " + MOST_LOG_ROUNDS);
        }
        byte[] salt = form.group("salt").getBytes(StandardCharsets.US_ASCII);
        byte[] hash = form.group("hash").getBytes(StandardCharsets.US_ASCII);
        return StoredPassword.hashed(NANOS_PER_ROUND << logRounds, password -> {
            byte[] derived = derive(password.getBytes(StandardCharsets.UTF_8), salt, 1 << logRounds);
            return MessageDigest.isEqual(hash, letters(derived).getBytes(StandardCharsets.US_ASCII));
        });
    }

    private static byte[] derive(byte[] password, byte[] salt, int rounds) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(salt);
            byte[] hash = md5.digest(password);
            for (int round = 0; round < rounds; round++) {
                md5.update(hash);
                hash = md5.digest(password);
            }
            return hash;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }

    /** crypt(3)'s base64: three octets make four letters, least significant bits first. */
    private static String letters(byte[] octets) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < octets.length; at += 3) {
            int group = 0;
            int count = Math.min(3, octets.length - at);
            for (int i = 0; i < count; i++) {
                group |= (octets[at + i] & 0xff) << (8 * i);
            }
            for (int i = 0; i <= count; i++) {
                text.append(LETTERS.charAt((group >> (6 * i)) & 0x3f));
            }
        }
        return text.toString();
    }
}
