package io.pymap.backend.redis;

import io.lettuce.core.protocol.CommandType;
import io.pymap.backend.FixtureBackend;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All keys of a backend with their values, as Redis tells them to move them elsewhere (DUMP, RESTORE). */
record RedisSavepoint(RedisBackend backend, List<Part> parts) implements FixtureBackend.Savepoint {

    private static final List<String> TYPES = List.of("string", "hash", "set", "zset", "list", "stream");
    private static final int AT_ONCE = 500;

    RedisSavepoint {
        parts = List.copyOf(parts);
    }

    /** @param milliseconds until Redis forgets it by itself, 0 where it does not */
    private record Value(byte[] key, byte[] dump, long milliseconds) {}

    /** Those keys that match a pattern. */
    record Part(Link link, String pattern, List<Value> values) {

        static Part of(Link link, String pattern) {
            List<Value> values = new ArrayList<>();
            for (byte[] key : keys(link, pattern)) {
                List<Answer> answers =
                        link.ask(List.of(Call.reading(CommandType.DUMP, key), Call.reading(CommandType.PTTL, key)));
                answers.get(0)
                        .octets()
                        .ifPresent(dump -> values.add(
                                new Value(key, dump, Math.max(0, answers.get(1).number()))));
            }
            return new Part(link, pattern, List.copyOf(values));
        }

        private static List<byte[]> keys(Link link, String pattern) {
            List<byte[]> keys = new ArrayList<>();
            TYPES.forEach(type -> keys.addAll(link.scan(pattern, type)));
            return keys;
        }

        void restore() {
            Set<ByteBuffer> kept = new HashSet<>();
            values.forEach(value -> kept.add(ByteBuffer.wrap(value.key())));
            List<Call> calls = new ArrayList<>();
            for (byte[] key : keys(link, pattern)) {
                if (!kept.contains(ByteBuffer.wrap(key))) {
                    calls.add(Call.repeatable(CommandType.UNLINK, key));
                }
            }
            for (Value value : values) {
                calls.add(Call.repeatable(
                        CommandType.RESTORE, value.key(), value.milliseconds(), value.dump(), "REPLACE"));
            }
            for (int from = 0; from < calls.size(); from += AT_ONCE) {
                link.ask(calls.subList(from, Math.min(calls.size(), from + AT_ONCE)));
            }
        }
    }

    @Override
    public void restore() {
        backend.forget();
        parts.forEach(Part::restore);
    }

    @Override
    public void close() {
        // The garbage collector does it.
    }
}
