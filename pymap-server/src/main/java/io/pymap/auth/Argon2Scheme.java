package io.pymap.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2 (RFC 9106) as a PHC string: {@code $argon2id$v=19$m=65536,t=3,p=4$salt$hash}. */
final class Argon2Scheme implements PasswordScheme {

    /** 1 GiB, all of it allocated for one comparison. */
    private static final int MOST_KIBIBYTES = 1024 * 1024;

    private static final int MOST_PASSES = 100;
    private static final long NANOS_PER_KIBIBYTE_AND_PASS = 1500;

    /** For new secrets: what RFC 9106 4 recommends where memory is short. */
    private static final int NEW_KIBIBYTES = 64 * 1024;

    private static final int NEW_PASSES = 3;
    private static final int NEW_LANES = 4;
    private static final int NEW_SALT_OCTETS = 16;
    private static final int NEW_HASH_OCTETS = 32;

    private static final Map<String, Integer> TYPES = Map.of(
            "$argon2d$", Argon2Parameters.ARGON2_d,
            "$argon2i$", Argon2Parameters.ARGON2_i,
            "$argon2id$", Argon2Parameters.ARGON2_id);

    // Without v= it is version 1.0.
    private static final Pattern FORM = Pattern.compile("\\$argon2(d|i|id)\\$(v=(?<version>16|19)\\$)?"
            + "m=(?<memory>[0-9]+),t=(?<passes>[0-9]+),p=(?<lanes>[0-9]+)"
            + "\\$(?<salt>[A-Za-z0-9+/]{11,86})\\$(?<hash>[A-Za-z0-9+/]{6,86})");

    @Override
    public Set<String> prefixes() {
        return Set.of("$argon2d$", "$argon2i$", "$argon2id$");
    }

    @Override
    public Optional<OptionalLibrary> library() {
        return Optional.of(OptionalLibrary.BOUNCY_CASTLE);
    }

    @Override
    public StoredPassword parse(StoredSecret secret) {
        Matcher form = FORM.matcher(secret.body());
        if (!form.matches()) {
            throw new UnusableSecretException(
                    "Expected " + secret.prefix() + "v=19$m=kibibytes,t=passes,p=lanes$salt$hash");
        }
        int lanes = Limits.number("Argon2 lanes", form.group("lanes"), 1, 255);
        int memory = Limits.number("Argon2 kibibytes", form.group("memory"), 8 * lanes, MOST_KIBIBYTES);
        int passes = Limits.number("Argon2 passes", form.group("passes"), 1, MOST_PASSES);
        byte[] salt = StoredSecret.base64(form.group("salt"));
        byte[] hash = StoredSecret.base64(form.group("hash"));
        int type = Optional.ofNullable(TYPES.get(secret.prefix())).orElseThrow();
        Argon2Parameters parameters = new Argon2Parameters.Builder(type)
                .withVersion(
                        "19".equals(form.group("version"))
                                ? Argon2Parameters.ARGON2_VERSION_13
                                : Argon2Parameters.ARGON2_VERSION_10)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build();
        return StoredPassword.hashed(
                NANOS_PER_KIBIBYTE_AND_PASS * memory * passes,
                password -> MessageDigest.isEqual(hash, derive(parameters, password, hash.length)));
    }

    static String hash(String preparedPassword, RandomGenerator random) {
        byte[] salt = new byte[NEW_SALT_OCTETS];
        random.nextBytes(salt);
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(NEW_KIBIBYTES)
                .withIterations(NEW_PASSES)
                .withParallelism(NEW_LANES)
                .withSalt(salt)
                .build();
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + NEW_KIBIBYTES + ",t=" + NEW_PASSES + ",p=" + NEW_LANES + "$"
                + base64.encodeToString(salt) + "$"
                + base64.encodeToString(derive(parameters, preparedPassword, NEW_HASH_OCTETS));
    }

    private static byte[] derive(Argon2Parameters parameters, String password, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
