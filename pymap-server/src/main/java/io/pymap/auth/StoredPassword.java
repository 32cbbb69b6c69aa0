package io.pymap.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A stored secret that is understood and ready to be compared.
 *
 * @param cost rough time of one comparison in nanoseconds on a current machine; only good to tell 1 ms from 100 ms
 * @param check compares a prepared password, in constant time
 * @param clearText the prepared password itself where the secret is clear text
 * @param problem why nothing matches, where nothing does
 * @param scram the keys of SCRAM, where they can be had of the secret without the password
 */
record StoredPassword(
        long cost,
        Predicate<String> check,
        Optional<String> clearText,
        Optional<String> problem,
        Map<ScramDigest, ScramKeys> scram) {

    static StoredPassword hashed(long cost, Predicate<String> check) {
        return new StoredPassword(cost, check, Optional.empty(), Optional.empty(), Map.of());
    }

    static StoredPassword clear(String prepared) {
        byte[] expected = prepared.getBytes(StandardCharsets.UTF_8);
        Predicate<String> equal = given -> MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
        return new StoredPassword(0, equal, Optional.of(prepared), Optional.empty(), Map.of());
    }

    static StoredPassword unusable(String problem) {
        return new StoredPassword(0, given -> false, Optional.empty(), Optional.of(problem), Map.of());
    }

    StoredPassword withScram(Map<ScramDigest, ScramKeys> keys) {
        return new StoredPassword(cost, check, clearText, problem, keys);
    }

    Optional<ScramKeys> scram(ScramDigest digest) {
        return Optional.ofNullable(scram.get(digest));
    }

    boolean matches(String preparedPassword) {
        return check.test(preparedPassword);
    }
}
