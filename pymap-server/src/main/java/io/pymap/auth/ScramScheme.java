package io.pymap.auth;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a SCRAM server keeps (RFC 5802 3): passlib's {@code $scram$} has the salted password under several digests,
 * Dovecot's <code>{SCRAM-SHA-256}</code> the stored key and the server key.
 */
final class ScramScheme implements PasswordScheme {

    private static final Map<String, Pbkdf2> BY_DIGEST =
            Stream.of(Pbkdf2.values()).collect(Collectors.toUnmodifiableMap(Pbkdf2::digest, function -> function));

    private static final Pattern PASSLIB =
            Pattern.compile("\\$scram\\$(?<rounds>[0-9]+)\\$(?<salt>[A-Za-z0-9./+]+)\\$(?<digests>[^$]+)");
    private static final Pattern DOVECOT = Pattern.compile(
            "(?<rounds>[0-9]+),(?<salt>[A-Za-z0-9+/=]+),(?<key>[A-Za-z0-9+/=]+),(?<serverKey>[A-Za-z0-9+/=]+)");

    @Override
    public Set<String> prefixes() {
        return Set.of("$scram$", "{SCRAM-SHA-1}", "{SCRAM-SHA-256}");
    }

    @Override
    public StoredPassword parse(StoredSecret secret) {
        return switch (secret.prefix()) {
            case "{SCRAM-SHA-1}" -> parseDovecot(secret, Pbkdf2.SHA1);
            case "{SCRAM-SHA-256}" -> parseDovecot(secret, Pbkdf2.SHA256);
            default -> parsePasslib(secret.body());
        };
    }

    private static StoredPassword parsePasslib(String body) {
        Matcher form = PASSLIB.matcher(body);
        if (!form.matches()) {
            throw new UnusableSecretException("Expected $scram$rounds$salt$digest=hash,digest=hash");
        }
        int rounds = Pbkdf2.rounds(form.group("rounds"));
        byte[] salt = StoredSecret.base64(form.group("salt"));
        // One digest is enough to compare with: the strongest one.
        String[] strongest = Arrays.stream(form.group("digests").split(",", -1))
                .map(part -> part.split("=", 2))
                .filter(part -> part.length == 2 && BY_DIGEST.containsKey(part[0]))
                .max(Comparator.comparing(part -> function(part[0])))
                .orElseThrow(() ->
                        new UnusableSecretException("Expected sha-1, sha-256 or sha-512 among the digests of $scram$"));
        Pbkdf2 function = function(strongest[0]);
        byte[] hash = function.exactly(StoredSecret.base64(strongest[1]));
        return StoredPassword.hashed(
                function.cost(rounds),
                password -> MessageDigest.isEqual(hash, function.derive(password, salt, rounds)));
    }

    private static StoredPassword parseDovecot(StoredSecret secret, Pbkdf2 function) {
        Matcher form = DOVECOT.matcher(secret.text());
        if (!form.matches()) {
            throw new UnusableSecretException("Expected " + secret.prefix() + "rounds,salt,stored key,server key");
        }
        int rounds = Pbkdf2.rounds(form.group("rounds"));
        byte[] salt = StoredSecret.base64(form.group("salt"));
        // Not compared here, but a damaged secret should show now and not at the first log-in with SCRAM.
        function.exactly(StoredSecret.base64(form.group("serverKey")));
        byte[] storedKey = function.exactly(StoredSecret.base64(form.group("key")));
        return StoredPassword.hashed(
                function.cost(rounds),
                password ->
                        MessageDigest.isEqual(storedKey, storedKey(function, function.derive(password, salt, rounds))));
    }

    /** RFC 5802 3: StoredKey := H(HMAC(SaltedPassword, "Client Key")). */
    private static byte[] storedKey(Pbkdf2 function, byte[] saltedPassword) {
        try {
            String hmac = function == Pbkdf2.SHA1 ? "HmacSHA1" : "HmacSHA256";
            Mac mac = Mac.getInstance(hmac);
            mac.init(new SecretKeySpec(saltedPassword, hmac));
            byte[] clientKey = mac.doFinal("Client Key".getBytes(StandardCharsets.US_ASCII));
            return MessageDigest.getInstance(function.digest()).digest(clientKey);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has HMAC with " + function.digest(), e);
        }
    }

    private static Pbkdf2 function(String digest) {
        return Optional.ofNullable(BY_DIGEST.get(digest)).orElseThrow();
    }
}
