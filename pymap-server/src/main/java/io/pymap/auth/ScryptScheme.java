package io.pymap.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.SCrypt;

/** scrypt (RFC 7914) as passlib writes it: {@code $scrypt$ln=16,r=8,p=1$salt$hash}. */
final class ScryptScheme implements PasswordScheme {

    /** Of memory for one comparison: 1 GiB. */
    private static final long MOST_OCTETS = 1L << 30;

    private static final long NANOS_PER_BLOCK = 400;

    private static final Pattern FORM =
            Pattern.compile("\\$scrypt\\$ln=(?<logN>[0-9]+),r=(?<blocks>[0-9]+),p=(?<lanes>[0-9]+)"
                    + "\\$(?<salt>[A-Za-z0-9+/]{0,86})\\$(?<hash>[A-Za-z0-9+/]{43})");

    @Override
    public Set<String> prefixes() {
        return Set.of("$scrypt$");
    }

    @Override
    public Optional<OptionalLibrary> library() {
        return Optional.of(OptionalLibrary.BOUNCY_CASTLE);
    }

    @Override
    public StoredPassword parse(StoredSecret secret) {
        Matcher form = FORM.matcher(secret.body());
        if (!form.matches()) {
            throw new UnusableSecretException("Expected $scrypt$ln=log2,r=blocks,p=lanes$salt$hash");
        }
        int n = 1 << Limits.number("scrypt ln", form.group("logN"), 1, 22);
        int blocks = Limits.number("scrypt r", form.group("blocks"), 1, 64);
        int lanes = Limits.number("scrypt p", form.group("lanes"), 1, 64);
        if (128L * n * blocks > MOST_OCTETS || (blocks == 1 && n >= 65536)) {
            throw new UnusableSecretException("Expected scrypt parameters that need 1 GiB of memory at most");
        }
        byte[] salt = StoredSecret.base64(form.group("salt"));
        byte[] hash = StoredSecret.base64(form.group("hash"));
        return StoredPassword.hashed(
                NANOS_PER_BLOCK * n * blocks * lanes,
                password -> MessageDigest.isEqual(
                        hash,
                        SCrypt.generate(
                                password.getBytes(StandardCharsets.UTF_8), salt, n, blocks, lanes, hash.length)));
    }
}
