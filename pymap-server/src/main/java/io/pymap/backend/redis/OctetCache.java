package io.pymap.backend.redis;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Octets of content and of notes that were read last, for all sessions of a process. They never change, so they cannot be
 * out of date. Thread-safe.
 */
final class OctetCache {

    private static final long OVERHEAD = 200;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Name, Optional<byte[]>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final long most;
    private long weight;

    /** What is asked for: a field of some content. */
    record Name(String namespace, String hash, String field) {}

    /** @param most octets that all of them may take together, about */
    OctetCache(long most) {
        this.most = most;
    }

    /** Empty where nothing is known; an empty one within where it is known that there is nothing. */
    Optional<Optional<byte[]>> find(Name name) {
        lock.lock();
        try {
            return Optional.ofNullable(entries.get(name));
        } finally {
            lock.unlock();
        }
    }

    void keep(Name name, Optional<byte[]> octets) {
        if (weight(octets) > most / 4) {
            return; // would push out too much else
        }
        lock.lock();
        try {
            Optional<byte[]> before = entries.put(name, octets);
            weight += weight(octets) - (before == null ? 0 : weight(before));
            Iterator<Optional<byte[]>> oldest = entries.values().iterator();
            while (weight > most && oldest.hasNext()) {
                weight -= weight(oldest.next());
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    private static long weight(Optional<byte[]> octets) {
        return OVERHEAD + octets.map(array -> array.length).orElse(0);
    }
}
