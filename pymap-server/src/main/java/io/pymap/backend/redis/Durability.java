package io.pymap.backend.redis;

/** What a change has to reach before it counts as made. */
public enum Durability {
    /** The memory of Redis; what becomes of it then is up to how Redis is set up. */
    NONE,
    /** The disk of Redis: it needs {@code appendfsync always}, or {@code WAITAOF} of Redis 7.2. */
    AOF,
    /** One replica, at least. */
    WAIT
}
