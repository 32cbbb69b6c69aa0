package io.pymap.auth;

import io.pymap.mailbox.User;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the keys of SCRAM for a name, and makes some up for those who have none: they look like those of the users that
 * there are, cost as much, and are the same each time (RFC 5802 5.1: who is there is nobody's business).
 */
final class ScramUsers {

    /** RFC 5802 5.1: the least that servers should announce; for passwords that are kept in clear text. */
    private static final int ROUNDS = 4096;

    private static final int SALT_OCTETS = 16;

    /** How a user's keys look from outside. */
    private record Shape(int rounds, int saltOctets, boolean derived) {}

    /** From it come the salts that nobody has stored. */
    private final byte[] seed = new byte[32];

    private final Map<ScramDigest, List<Shape>> shapes = new EnumMap<>(ScramDigest.class);

    ScramUsers(List<StoredPassword> sample) {
        new SecureRandom().nextBytes(seed);
        for (ScramDigest digest : ScramDigest.values()) {
            List<Shape> seen = sample.stream()
                    .flatMap(stored -> shape(stored, digest).stream())
                    .toList();
            shapes.put(digest, seen.isEmpty() ? List.of(new Shape(ROUNDS, SALT_OCTETS, true)) : seen);
        }
    }

    private static Optional<Shape> shape(StoredPassword stored, ScramDigest digest) {
        if (stored.clearText().isPresent()) {
            return Optional.of(new Shape(ROUNDS, SALT_OCTETS, true));
        }
        return stored.scram(digest).map(keys -> new Shape(keys.rounds(), keys.salt().length, false));
    }

    /** @param name prepared, as the client gave it */
    ScramUser find(String name, Optional<User> user, Optional<StoredPassword> stored, ScramDigest digest) {
        Optional<ScramKeys> kept = stored.flatMap(password -> password.scram(digest));
        if (kept.isPresent()) {
            return new ScramUser(user, kept.get());
        }
        Optional<String> clearText = stored.flatMap(StoredPassword::clearText);
        if (clearText.isPresent()) {
            byte[] salt = octets("salt " + name, SALT_OCTETS);
            return new ScramUser(user, ScramKeys.derive(digest, salt, ROUNDS, clearText.get()));
        }
        return new ScramUser(Optional.empty(), madeUp(name, digest));
    }

    private ScramKeys madeUp(String name, ScramDigest digest) {
        List<Shape> seen = Optional.ofNullable(shapes.get(digest)).orElseThrow();
        Shape shape = seen.get(Byte.toUnsignedInt(octets("shape " + name, 1)[0]) % seen.size());
        byte[] salt = octets("salt " + name, shape.saltOctets());
        // The keys of a password that nobody knows, had in the same time as real ones.
        return shape.derived()
                ? ScramKeys.derive(digest, salt, shape.rounds(), "no password")
                : ScramKeys.of(digest, salt, shape.rounds(), seed);
    }

    private byte[] octets(String purpose, int count) {
        byte[] octets = new byte[0];
        for (int block = 0; octets.length < count; block++) {
            byte[] more = ScramDigest.SHA_256.hmac(seed, block + " " + purpose);
            int before = octets.length;
            octets = Arrays.copyOf(octets, before + more.length);
            System.arraycopy(more, 0, octets, before, more.length);
        }
        return Arrays.copyOf(octets, count);
    }
}
