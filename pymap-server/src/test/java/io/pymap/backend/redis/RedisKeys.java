package io.pymap.backend.redis;

import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.sync.RedisKeyCommands;
import java.util.List;

/** The keys there are, asked so that the compiled test runs with Lettuce 6 and 7 alike. */
public final class RedisKeys {

    private RedisKeys() {}

    /** @param pattern as KEYS and SCAN know it */
    public static List<String> matching(RedisKeyCommands<String, String> redis, String pattern) {
        return ScanIterator.scan(redis, ScanArgs.Builder.matches(pattern)).stream()
                .distinct() // SCAN may tell one twice
                .toList();
    }
}
