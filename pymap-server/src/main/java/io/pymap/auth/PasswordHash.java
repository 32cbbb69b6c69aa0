package io.pymap.auth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Compares passwords with stored secrets, and makes new secrets.
 *
 * <p>Stored forms are clear text, crypt(3) and PHC strings as passlib writes them ({@code $6$...},
 * {@code $argon2id$...}) and Dovecot's <code>{SCHEME}</code> prefixes. A secret that starts with neither
 * {@code $id$} nor <code>{SCHEME}</code> is clear text. An unknown id or scheme never matches. Immutable; a comparison
 * takes up to seconds, so never call it on an event loop.
 */
public final class PasswordHash {

    /** Dovecot's names for forms that say themselves what they are, and the forms each may hold. */
    private static final Map<String, Set<String>> WRAPPERS = Map.of(
            "{CRYPT}", Set.of("$1$", "$5$", "$6$", "$2a$", "$2b$", "$2y$"),
            "{MD5-CRYPT}", Set.of("$1$"),
            "{MD5}", Set.of("$1$"),
            "{SHA256-CRYPT}", Set.of("$5$"),
            "{SHA512-CRYPT}", Set.of("$6$"),
            "{BLF-CRYPT}", Set.of("$2a$", "$2b$", "$2y$"),
            "{ARGON2I}", Set.of("$argon2i$"),
            "{ARGON2ID}", Set.of("$argon2id$"));

    private final Map<String, PasswordScheme> schemes = new HashMap<>();

    /** Knows every form. */
    public PasswordHash() {
        this(List.of(
                new PlainScheme(),
                new DigestScheme(),
                new CryptScheme(),
                new BcryptScheme(),
                new Argon2Scheme(),
                new ScryptScheme(),
                new Pbkdf2Scheme(),
                new ScramScheme(),
                new PhpassScheme()));
    }

    PasswordHash(List<PasswordScheme> families) {
        families.forEach(family -> family.prefixes().forEach(prefix -> schemes.put(prefix, family)));
    }

    /** False also where the secret cannot be used: {@link #problem} tells why. */
    public boolean verify(String password, String secret) {
        return PreparedText.of(password).filter(parse(secret)::matches).isPresent();
    }

    /** Why no password can ever match the secret; empty for a good one. Leaves the secret out. */
    public Optional<String> problem(String secret) {
        return parse(secret).problem();
    }

    /** The password itself, prepared, where the secret is clear text; mechanisms as CRAM-MD5 need it. */
    public Optional<String> clearText(String secret) {
        return parse(secret).clearText();
    }

    StoredPassword parse(String secret) {
        try {
            return parse(StoredSecret.of(secret));
        } catch (UnusableSecretException e) {
            return StoredPassword.unusable(String.valueOf(e.getMessage()));
        }
    }

    private StoredPassword parse(StoredSecret secret) {
        Set<String> allowed = WRAPPERS.get(secret.prefix());
        if (allowed == null) {
            return parseAs(secret.prefix(), secret);
        }
        StoredSecret inner = StoredSecret.of(secret.text());
        if (allowed.contains(inner.prefix())) {
            return parseAs(inner.prefix(), inner);
        }
        if (secret.prefix().equals("{CRYPT}") && inner.prefix().isEmpty()) {
            return parseAs("{DES-CRYPT}", inner);
        }
        throw new UnusableSecretException("Expected one of " + allowed + " after " + secret.prefix());
    }

    private StoredPassword parseAs(String prefix, StoredSecret secret) {
        PasswordScheme scheme = schemes.get(prefix);
        if (scheme == null) {
            throw new UnusableSecretException("Unknown form of stored password: " + prefix
                    + "; set the password again in a form that the documentation lists");
        }
        scheme.library().filter(library -> !library.isPresent()).ifPresent(library -> {
            throw new UnusableSecretException(
                    "Stored passwords with " + prefix + " need " + library.artifact() + " on the class path");
        });
        return scheme.parse(secret);
    }

    /** As {@link #secret}, in the form that needs no library: {@link SecretForm#PBKDF2_SHA256}. */
    public String hash(String password, RandomGenerator random) {
        return secret(password, SecretForm.PBKDF2_SHA256, random);
    }

    /**
     * A new secret for the password.
     *
     * @param random where salts come from
     * @throws IllegalArgumentException where SASLprep refuses the password
     */
    public String secret(String password, SecretForm form, RandomGenerator random) {
        String prepared = PreparedText.of(password)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected a password of at least one character that SASLprep (RFC 4013) allows"));
        return switch (form) {
            case PBKDF2_SHA256 -> Pbkdf2Scheme.hash(prepared, random);
            case ARGON2ID -> Argon2Scheme.hash(prepared, random);
            case PLAIN -> "{PLAIN}" + password;
        };
    }
}
