package io.pymap.backend.dict;

import io.pymap.backend.ServerEntries;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.index.Watchers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Annotations of the server: shared ones, and those of each user. */
final class ServerAnnotations {

    private final ReentrantLock lock = new ReentrantLock();
    private final Watchers watchers = new Watchers();
    private final Map<String, Annotations> own = new HashMap<>();
    private Annotations shared = Annotations.NONE;

    /** All of them, at one moment. */
    record Kept(Map<String, Annotations> own, Annotations shared) {
        Kept {
            own = Map.copyOf(own);
        }
    }

    Kept kept() {
        lock.lock();
        try {
            return new Kept(own, shared);
        } finally {
            lock.unlock();
        }
    }

    void restore(Kept kept) {
        lock.lock();
        try {
            own.clear();
            own.putAll(kept.own());
            shared = kept.shared();
        } finally {
            lock.unlock();
        }
    }

    Annotations annotations(String user) {
        lock.lock();
        try {
            Map<String, byte[]> all = new TreeMap<>(shared.asMap());
            all.putAll(own.getOrDefault(user, Annotations.NONE).asMap());
            return Annotations.of(all);
        } finally {
            lock.unlock();
        }
    }

    void annotate(String user, Map<String, Optional<byte[]>> changes) {
        ServerEntries entries = ServerEntries.of(changes);
        lock.lock();
        try {
            Annotations sharedAfter = shared.with(entries.shared());
            own.put(user, own.getOrDefault(user, Annotations.NONE).with(entries.own()));
            shared = sharedAfter;
        } finally {
            lock.unlock();
        }
        watchers.announce();
    }

    void forget(String user) {
        lock.lock();
        try {
            own.remove(user);
        } finally {
            lock.unlock();
        }
    }

    Mailbox.Watch watch(Runnable onChange) {
        return watchers.add(onChange);
    }
}
