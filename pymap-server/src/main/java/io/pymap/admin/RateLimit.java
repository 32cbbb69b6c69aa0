package io.pymap.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** So much of something a second for each peer, and some of it at once (a token bucket). Safe for use by many threads. */
final class RateLimit {

    /** Those who have not been seen for longest are forgotten. */
    private static final int MOST_PEERS = 1000;

    private final double perSecond;
    private final double burst;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, Level> levels = new LinkedHashMap<>(16, 0.75f, true);

    private record Level(double left, Instant at) {}

    RateLimit(double perSecond, int burst, InstantSource clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
    }

    /** Takes one; false where there is none left. */
    boolean take(Object peer) {
        lock.lock();
        try {
            double left = left(peer);
            boolean taken = left >= 1;
            levels.put(peer, new Level(taken ? left - 1 : left, clock.instant()));
            if (levels.size() > MOST_PEERS) {
                levels.remove(levels.keySet().iterator().next());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what was taken and not needed. */
    void giveBack(Object peer) {
        lock.lock();
        try {
            levels.put(peer, new Level(Math.min(burst, left(peer) + 1), clock.instant()));
        } finally {
            lock.unlock();
        }
    }

    private double left(Object peer) {
        Level level = levels.get(peer);
        if (level == null) {
            return burst;
        }
        double seconds = Duration.between(level.at(), clock.instant()).toNanos() / 1e9;
        return Math.min(burst, level.left() + Math.max(0, seconds) * perSecond);
    }
}
