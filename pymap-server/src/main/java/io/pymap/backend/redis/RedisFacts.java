package io.pymap.backend.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Redis says of itself.
 *
 * @param appendOnly whether it writes changes to disk; {@code unknown} where nobody may ask
 * @param appendFsync when it makes them safe there
 */
record RedisFacts(int major, int minor, boolean cluster, String appendOnly, String appendFsync) {

    static CompletionStage<RedisFacts> ask(RedisClusterAsyncCommands<byte[], byte[]> commands) {
        CompletionStage<Map<String, String>> configuration =
                commands.configGet("append*").exceptionally(notAllowed -> Map.of());
        return commands.info().thenCombine(configuration, RedisFacts::of);
    }

    private static RedisFacts of(String info, Map<String, String> configuration) {
        Matcher version = Pattern.compile("redis_version:(\\d+)\\.(\\d+)").matcher(info);
        boolean known = version.find();
        return new RedisFacts(
                known ? Integer.parseInt(version.group(1)) : 0,
                known ? Integer.parseInt(version.group(2)) : 0,
                info.contains("cluster_enabled:1"),
                configuration.getOrDefault("appendonly", "unknown"),
                configuration.getOrDefault("appendfsync", "unknown"));
    }

    boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    boolean syncsAlways() {
        return appendOnly.equals("yes") && appendFsync.equals("always");
    }

    /** What an OK is worth, for the log. */
    String promise() {
        if (appendOnly.equals("unknown")) {
            return "how Redis keeps data on disk is not known";
        }
        if (appendOnly.equals("no")) {
            return "Redis keeps no log of changes (appendonly no): what it has not saved is lost when it ends";
        }
        return "Redis logs changes on disk (appendfsync " + appendFsync + ")";
    }
}
