package io.pymap.backend.redis;

import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Redis is asked after each change, so that it is as safe as was wanted. */
final class Confirmation {

    private static final Logger LOG = LoggerFactory.getLogger(Confirmation.class);

    private record Keyword(String word) implements ProtocolKeyword {

        @Override
        public byte[] getBytes() {
            return word.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public String toString() {
            return word;
        }
    }

    private Confirmation() {}

    /** Nothing, where each answer of this Redis says enough. */
    static Optional<Call> of(Durability durability, RedisFacts redis, RedisAddress address, Duration timeout) {
        if (!redis.isAtLeast(7, 0)) {
            throw unfit(address, "is older than version 7.0; use a newer one");
        }
        LOG.info("{}: {}", address, redis.promise());
        long patience = timeout.toMillis() * 3 / 4; // that Redis says so itself, before nobody waits for it any more
        if (durability == Durability.NONE || (durability == Durability.AOF && redis.syncsAlways())) {
            return Optional.empty();
        }
        if (redis.cluster()) {
            throw unfit(address, "is a cluster, where only none, or aof with appendfsync always, can be had");
        }
        if (durability == Durability.WAIT) {
            return Optional.of(command(CommandType.WAIT, 1, patience));
        }
        if (redis.appendOnly().equals("yes") && redis.isAtLeast(7, 2)) {
            return Optional.of(command(new Keyword("WAITAOF"), 1, 0, patience));
        }
        throw unfit(
                address, "does not keep changes on disk before it answers; set appendonly yes and appendfsync always");
    }

    private static Call command(ProtocolKeyword keyword, Object... arguments) {
        return new Call(Optional.empty(), keyword, List.of(), Call.octets(arguments), true);
    }

    private static UncheckedIOException unfit(RedisAddress address, String why) {
        String problem = "Redis at " + address + " " + why;
        return new UncheckedIOException(problem, new IOException(problem));
    }
}
