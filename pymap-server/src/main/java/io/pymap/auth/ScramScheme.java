package io.pymap.auth;

import java.security.MessageDigest;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            case "{SCRAM-SHA-1}" -> parseDovecot(secret, ScramDigest.SHA_1);
            case "{SCRAM-SHA-256}" -> parseDovecot(secret, ScramDigest.SHA_256);
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
        Map<Pbkdf2, byte[]> hashes = new EnumMap<>(Pbkdf2.class);
        for (String part : form.group("digests").split(",", -1)) {
            String[] pair = part.split("=", 2);
            if (pair.length == 2 && BY_DIGEST.containsKey(pair[0])) {
                Pbkdf2 function = function(pair[0]);
                hashes.put(function, function.exactly(StoredSecret.base64(pair[1])));
            }
        }
        // One digest is enough to compare with: the strongest one.
        Pbkdf2 function = hashes.keySet().stream()
                .max(Comparator.naturalOrder())
                .orElseThrow(() ->
                        new UnusableSecretException("Expected sha-1, sha-256 or sha-512 among the digests of $scram$"));
        byte[] hash = Optional.ofNullable(hashes.get(function)).orElseThrow();
        Map<ScramDigest, ScramKeys> scram = new EnumMap<>(ScramDigest.class);
        hashes.forEach((of, salted) -> ScramKeys.digestOf(of)
                .ifPresent(digest -> scram.put(digest, ScramKeys.of(digest, salt, rounds, salted))));
        return StoredPassword.hashed(
                        function.cost(rounds),
                        password -> MessageDigest.isEqual(hash, function.derive(password, salt, rounds)))
                .withScram(scram);
    }

    private static StoredPassword parseDovecot(StoredSecret secret, ScramDigest digest) {
        Matcher form = DOVECOT.matcher(secret.text());
        if (!form.matches()) {
            throw new UnusableSecretException("Expected " + secret.prefix() + "rounds,salt,stored key,server key");
        }
        Pbkdf2 function = digest.derivation();
        int rounds = Pbkdf2.rounds(form.group("rounds"));
        byte[] salt = StoredSecret.base64(form.group("salt"));
        byte[] storedKey = function.exactly(StoredSecret.base64(form.group("key")));
        byte[] serverKey = function.exactly(StoredSecret.base64(form.group("serverKey")));
        return StoredPassword.hashed(
                        function.cost(rounds),
                        password -> MessageDigest.isEqual(
                                storedKey,
                                ScramKeys.derive(digest, salt, rounds, password).storedKey()))
                .withScram(Map.of(digest, new ScramKeys(salt, rounds, storedKey, serverKey)));
    }

    private static Pbkdf2 function(String digest) {
        return Optional.ofNullable(BY_DIGEST.get(digest)).orElseThrow();
    }
}
