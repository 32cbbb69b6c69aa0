package io.pymap.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PBKDF2 as passlib ({@code $pbkdf2-sha256$}) and Dovecot (<code>{PBKDF2}$1$</code>) write it. */
final class Pbkdf2Scheme implements PasswordScheme {

    /** passlib's defaults for new secrets. */
    private static final int NEW_ROUNDS = 29_000;

    private static final int NEW_SALT_OCTETS = 16;

    private static final Map<String, Pbkdf2> FUNCTIONS =
            Map.of("$pbkdf2$", Pbkdf2.SHA1, "$pbkdf2-sha256$", Pbkdf2.SHA256, "$pbkdf2-sha512$", Pbkdf2.SHA512);

    private static final Pattern PASSLIB =
            Pattern.compile("\\$[a-z0-9-]+\\$([0-9]+)\\$([A-Za-z0-9./+]+)\\$([A-Za-z0-9./+]{16,128})");
    private static final Pattern DOVECOT = Pattern.compile("\\$1\\$([^$]+)\\$([0-9]+)\\$([0-9a-fA-F]{40})");

    @Override
    public Set<String> prefixes() {
        return Set.of("$pbkdf2$", "$pbkdf2-sha256$", "$pbkdf2-sha512$", "{PBKDF2}");
    }

    @Override
    public StoredPassword parse(StoredSecret secret) {
        Pbkdf2 function = FUNCTIONS.get(secret.prefix());
        if (function == null) {
            return parseDovecot(secret.text());
        }
        Matcher matcher = PASSLIB.matcher(secret.body());
        if (!matcher.matches()) {
            throw new UnusableSecretException("Expected " + secret.prefix() + "rounds$salt$hash");
        }
        byte[] salt = StoredSecret.base64(matcher.group(2));
        byte[] hash = function.exactly(StoredSecret.base64(matcher.group(3)));
        return stored(function, Pbkdf2.rounds(matcher.group(1)), salt, hash);
    }

    private static StoredPassword parseDovecot(String text) {
        Matcher matcher = DOVECOT.matcher(text);
        if (!matcher.matches()) {
            throw new UnusableSecretException("Expected {PBKDF2}$1$salt$rounds$hash with 40 hexadecimal digits");
        }
        byte[] salt = matcher.group(1).getBytes(StandardCharsets.UTF_8);
        byte[] hash = HexFormat.of().parseHex(matcher.group(3));
        return stored(Pbkdf2.SHA1, Pbkdf2.rounds(matcher.group(2)), salt, hash);
    }

    private static StoredPassword stored(Pbkdf2 function, int rounds, byte[] salt, byte[] hash) {
        // RFC 5802 2.2: Hi() is PBKDF2, so that what is stored is SCRAM's salted password.
        Map<ScramDigest, ScramKeys> scram = ScramKeys.digestOf(function)
                .map(digest -> Map.of(digest, ScramKeys.of(digest, salt, rounds, hash)))
                .orElse(Map.of());
        return StoredPassword.hashed(
                        function.cost(rounds),
                        password -> MessageDigest.isEqual(hash, function.derive(password, salt, rounds)))
                .withScram(scram);
    }

    static String hash(String preparedPassword, RandomGenerator random) {
        byte[] salt = new byte[NEW_SALT_OCTETS];
        random.nextBytes(salt);
        byte[] hash = Pbkdf2.SHA256.derive(preparedPassword, salt, NEW_ROUNDS);
        return "$pbkdf2-sha256$" + NEW_ROUNDS + "$" + adaptedBase64(salt) + "$" + adaptedBase64(hash);
    }

    /** passlib's ab64: base64 without padding and with {@code .} for {@code +}. */
    private static String adaptedBase64(byte[] octets) {
        return Base64.getEncoder().withoutPadding().encodeToString(octets).replace('+', '.');
    }
}
