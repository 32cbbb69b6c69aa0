package io.pymap.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.apache.commons.codec.digest.UnixCrypt;

/** crypt(3) with MD5, SHA-256, SHA-512 or DES, and Apache's variant of MD5. */
final class CryptScheme implements PasswordScheme {

    /** About ten seconds of work; crypt(3) itself allows 999,999,999. */
    private static final int MOST_ROUNDS = 10_000_000;

    private static final long MD5_NANOS = 500_000;
    private static final long DES_NANOS = 100_000;
    private static final long SHA_NANOS_PER_ROUND = 700;

    private static final String LETTERS = "[./0-9A-Za-z]";

    // The last group is the hash, the group "rounds" is there for SHA only.
    private static final Map<String, Pattern> FORMS = Map.of(
            "$1$", Pattern.compile("\\$1\\$" + LETTERS + "{1,8}\\$(?<hash>" + LETTERS + "{22})"),
            "$apr1$", Pattern.compile("\\$apr1\\$" + LETTERS + "{1,8}\\$(?<hash>" + LETTERS + "{22})"),
            "$5$", shaForm(5, 43),
            "$6$", shaForm(6, 86),
            "{DES-CRYPT}", Pattern.compile(LETTERS + "{2}(?<hash>" + LETTERS + "{11})"));

    private static Pattern shaForm(int id, int hashLength) {
        return Pattern.compile("\\$" + id + "\\$(rounds=(?<rounds>[0-9]+)\\$)?" + LETTERS + "{1,16}\\$(?<hash>"
                + LETTERS + "{" + hashLength + "})");
    }

    @Override
    public Set<String> prefixes() {
        return FORMS.keySet();
    }

    @Override
    public Optional<OptionalLibrary> library() {
        return Optional.of(OptionalLibrary.COMMONS_CODEC);
    }

    @Override
    public StoredPassword parse(StoredSecret secret) {
        // A bare DES hash comes here by {CRYPT} and has no prefix of its own.
        String prefix = secret.prefix().isEmpty() ? "{DES-CRYPT}" : secret.prefix();
        String text = secret.text();
        Matcher form = Optional.ofNullable(FORMS.get(prefix)).orElseThrow().matcher(text);
        if (!form.matches()) {
            throw new UnusableSecretException("Expected a crypt(3) hash of the form " + prefix);
        }
        return switch (prefix) {
            case "$1$" -> stored(MD5_NANOS, text, (password, setting) -> Md5Crypt.md5Crypt(octets(password), setting));
            case "$apr1$" ->
                stored(MD5_NANOS, text, (password, setting) -> Md5Crypt.apr1Crypt(octets(password), setting));
            case "$5$" ->
                stored(shaCost(form), text, (password, setting) -> Sha2Crypt.sha256Crypt(octets(password), setting));
            case "$6$" ->
                stored(shaCost(form), text, (password, setting) -> Sha2Crypt.sha512Crypt(octets(password), setting));
            default -> stored(DES_NANOS, text, (password, setting) -> UnixCrypt.crypt(octets(password), setting));
        };
    }

    private static long shaCost(Matcher form) {
        int rounds = Optional.ofNullable(form.group("rounds"))
                .map(digits -> Limits.number("crypt(3) rounds", digits, 1, MOST_ROUNDS))
                .orElse(5000);
        return rounds * SHA_NANOS_PER_ROUND;
    }

    private static StoredPassword stored(long cost, String secret, BinaryOperator<String> crypt) {
        byte[] expected = lastPart(secret);
        Predicate<String> check = password -> MessageDigest.isEqual(expected, lastPart(crypt.apply(password, secret)));
        return StoredPassword.hashed(cost, check);
    }

    /** The hash without its settings, which may be written in more than one way ({@code rounds=500} means 1000). */
    private static byte[] lastPart(String crypt) {
        return crypt.substring(crypt.lastIndexOf('$') + 1).getBytes(StandardCharsets.US_ASCII);
    }

    /** A new array each time: commons-codec overwrites the one it gets. */
    private static byte[] octets(String password) {
        return password.getBytes(StandardCharsets.UTF_8);
    }
}
