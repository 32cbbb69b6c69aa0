package io.pymap.auth.sasl;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What an exchange needs to know of its surroundings.
 *
 * @param random source of challenges; must be a {@code SecureRandom} outside of tests
 * @param host the server's name as clients know it
 * @param tls none where the connection is in clear
 * @param offered names of the mechanisms that this client is told of: SCRAM finds out where somebody has told it others
 */
public record SaslContext(
        InstantSource clock, RandomGenerator random, String host, Optional<TlsChannel> tls, Set<String> offered) {

    public SaslContext {
        offered = Set.copyOf(offered);
    }

    /** For a connection of which nothing is known. */
    public SaslContext(InstantSource clock, RandomGenerator random, String host) {
        this(clock, random, host, Optional.empty(), Set.of());
    }

    /** The same server, for one connection. */
    public SaslContext over(Optional<TlsChannel> channel) {
        return new SaslContext(clock, random, host, channel, offered);
    }

    SaslContext offering(SaslMechanisms mechanisms) {
        return new SaslContext(clock, random, host, tls, Set.copyOf(mechanisms.names()));
    }
}
