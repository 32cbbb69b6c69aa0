package io.pymap.auth.sasl;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What an exchange needs to know of its surroundings.
 *
 * @param random source of challenges; must be a {@code SecureRandom} outside of tests
 * @param host the server's name as clients know it
 */
public record SaslContext(InstantSource clock, RandomGenerator random, String host) {}
