package io.pymap.backend;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** Gives ids and UIDVALIDITY values. Has a lock, as a source of randomness with a seed is not for many threads. */
public final class ObjectIds {

    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private final RandomGenerator random;

    public ObjectIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public InstantSource clock() {
        return clock;
    }

    /** The prefix and 32 hexadecimal digits. */
    public String next(char prefix) {
        lock.lock();
        try {
            return id(prefix, random.nextLong(), random.nextLong());
        } finally {
            lock.unlock();
        }
    }

    /** The prefix and 32 hexadecimal digits. */
    public static String id(char prefix, long high, long low) {
        HexFormat hex = HexFormat.of();
        return prefix + hex.toHexDigits(high) + hex.toHexDigits(low);
    }

    /** Higher than the last one if time and chance allow: 16 bits of each, 1 to 4,294,967,295. */
    public long uidValidity() {
        long time = clock.instant().getEpochSecond() % 65_535 << 16;
        lock.lock();
        try {
            return Math.max(1, time + random.nextInt(65_536));
        } finally {
            lock.unlock();
        }
    }
}
