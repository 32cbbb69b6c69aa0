package io.pymap.backend.dict;

import io.pymap.backend.ObjectIds;
import io.pymap.backend.Sha256;
import io.pymap.mailbox.Content;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps equal content once, for as long as a message holds it. */
final class ContentStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Sha256, Entry> entries = new HashMap<>();
    private final ReferenceQueue<Content.InMemory> dropped = new ReferenceQueue<>();

    /** Content with its EMAILID. RFC 8474 5.1: equal for equal content. */
    record Stored(String emailId, Content content) {}

    Stored put(Content content) {
        Content.InMemory octets = content.load();
        Sha256 hash = Sha256.of(octets.array(), octets.offset(), octets.length());
        lock.lock();
        try {
            forgetDropped();
            Entry entry = entries.get(hash);
            Content.InMemory kept = entry == null ? null : entry.get();
            // The comparison keeps mail of two users apart even where someone finds a collision.
            if (entry != null && kept != null && sameOctets(kept, octets)) {
                return new Stored(entry.emailId, kept);
            }
            Content.InMemory own = octets.compact(); // does not hold on to a larger array for a part of it
            Entry added = new Entry(hash, own, dropped);
            entries.put(hash, added);
            return new Stored(added.emailId, own);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            forgetDropped();
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    private void forgetDropped() {
        for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
            if (gone instanceof Entry entry) {
                entries.remove(entry.hash, entry);
            }
        }
    }

    private static boolean sameOctets(Content.InMemory a, Content.InMemory b) {
        return Arrays.equals(
                a.array(), a.offset(), a.offset() + a.length(), b.array(), b.offset(), b.offset() + b.length());
    }

    private static final class Entry extends WeakReference<Content.@Nullable InMemory> {
        private final Sha256 hash;
        private final String emailId;

        Entry(Sha256 hash, Content.InMemory content, ReferenceQueue<Content.InMemory> dropped) {
            super(content, dropped);
            this.hash = hash;
            this.emailId = ObjectIds.id('M', hash.high(), hash.low());
        }
    }
}
