package io.pymap.auth;

import java.util.Optional;
import java.util.Set;

/** A family of stored forms of a password that share one way of hashing. */
interface PasswordScheme {

    /** The prefixes of this family: {@code $6$} for crypt(3) and PHC forms, <code>{SSHA}</code> for Dovecot's. */
    Set<String> prefixes();

    /** The library that must be on the class path, where the JDK is not enough. */
    default Optional<OptionalLibrary> library() {
        return Optional.empty();
    }

    /**
     * Reads a secret that starts with one of the {@link #prefixes()}; does not hash yet.
     *
     * @throws UnusableSecretException where it is damaged or asks for more work than the limits allow
     */
    StoredPassword parse(StoredSecret secret);
}
