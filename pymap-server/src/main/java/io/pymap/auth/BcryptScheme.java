package io.pymap.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** bcrypt, plain or over a SHA-256 of the password as passlib's {@code $bcrypt-sha256$}. */
final class BcryptScheme implements PasswordScheme {

    /** About ten seconds of work; every step doubles it. */
    private static final int MOST_COST = 17;

    private static final long NANOS_AT_COST_ZERO = 60_000;

    private static final Pattern PLAIN = Pattern.compile("\\$2[aby]\\$(?<cost>[0-9]{2})\\$[./A-Za-z0-9]{53}");
    private static final Pattern SHA256_FIRST = Pattern.compile(
            "\\$bcrypt-sha256\\$2[ab],(?<cost>[0-9]{1,2})\\$(?<salt>[./A-Za-z0-9]{22})\\$(?<hash>[./A-Za-z0-9]{31})");
    private static final Pattern SHA256_SECOND = Pattern.compile(
            "\\$bcrypt-sha256\\$v=2,t=2b,r=(?<cost>[0-9]{1,2})\\$(?<salt>[./A-Za-z0-9]{22})\\$(?<hash>[./A-Za-z0-9]{31})");

    @Override
    public Set<String> prefixes() {
        return Set.of("$2a$", "$2b$", "$2y$", "$bcrypt-sha256$");
    }

    @Override
    public Optional<OptionalLibrary> library() {
        return Optional.of(OptionalLibrary.BCRYPT);
    }

    @Override
    public StoredPassword parse(StoredSecret secret) {
        Matcher plain = PLAIN.matcher(secret.body());
        if (plain.matches()) {
            return stored(cost(plain), secret.body(), password -> password);
        }
        Matcher first = SHA256_FIRST.matcher(secret.body());
        if (first.matches()) {
            return stored(cost(first), inner(first), BcryptScheme::sha256);
        }
        Matcher second = SHA256_SECOND.matcher(secret.body());
        if (second.matches()) {
            String salt = second.group("salt");
            return stored(cost(second), inner(second), password -> hmacSha256(salt, password));
        }
        throw new UnusableSecretException("Expected a bcrypt hash of 53 letters after its cost in " + secret.prefix());
    }

    private static int cost(Matcher matcher) {
        return Limits.number("a bcrypt cost", matcher.group("cost"), BCrypt.MIN_COST, MOST_COST);
    }

    private static String inner(Matcher matcher) {
        return "$2b$%02d$".formatted(cost(matcher)) + matcher.group("salt") + matcher.group("hash");
    }

    private static StoredPassword stored(int cost, String hash, UnaryOperator<String> before) {
        BCrypt.Version version = BCrypt.Version.VERSION_2B;
        // bcrypt takes 72 octets; others cut the rest off as well.
        BCrypt.Verifyer verifyer = BCrypt.verifyer(version, LongPasswordStrategies.truncate(version));
        byte[] expected = hash.getBytes(StandardCharsets.US_ASCII);
        return StoredPassword.hashed(
                NANOS_AT_COST_ZERO << cost,
                password ->
                        verifyer.verify(before.apply(password).getBytes(StandardCharsets.UTF_8), expected).verified);
    }

    private static String sha256(String password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String hmacSha256(String salt, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
        }
    }
}
