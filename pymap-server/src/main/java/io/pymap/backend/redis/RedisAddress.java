package io.pymap.backend.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;

/** Where a Redis is: {@code redis://} or {@code rediss://} with user, password and number of the database. */
record RedisAddress(RedisURI uri) {

    /** @throws IllegalArgumentException where it is no such address; the message does not repeat it, for its password */
    static RedisAddress of(String text) {
        if (!text.startsWith("redis://") && !text.startsWith("rediss://")) {
            throw new IllegalArgumentException("expected redis://HOST:PORT or rediss://USER:PASSWORD@HOST:PORT");
        }
        return new RedisAddress(RedisURI.create(text));
    }

    /** Another database there. */
    RedisAddress select(int database) {
        RedisURI other = RedisURI.builder(uri).build();
        other.setDatabase(database);
        return new RedisAddress(other);
    }

    RedisURI withTimeout(Duration timeout) {
        RedisURI timed = RedisURI.builder(uri).build();
        timed.setTimeout(timeout);
        timed.setClientName("pymap");
        return timed;
    }

    /** Without the password. */
    @Override
    public String toString() {
        String host = uri.getHost().contains(":") ? "[" + uri.getHost() + "]" : uri.getHost();
        return (uri.isSsl() ? "rediss://" : "redis://") + host + ":" + uri.getPort()
                + (uri.getDatabase() == 0 ? "" : "/" + uri.getDatabase());
    }
}
