package io.pymap.summary;

import io.pymap.mailbox.Content;
import io.pymap.mailbox.Message;
import io.pymap.mime.MimePart;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Derived values of the messages that were asked for last, for all sessions of a server. Thread-safe.
 *
 * <p>Content is known by the array it lies in, so that messages that share their content share its values. The array is
 * not held: when no message needs it any more, its values go as well. What a backend keeps elsewhere is known by its
 * identity, and its values are kept with it besides.
 */
public final class Summaries {

    /** What all values of a server may take: this part of the memory that there is at most. */
    private static final int PART_OF_MEMORY = 16;

    /** What a value costs besides itself. */
    private static final int OVERHEAD = 160;

    private final long most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final ReferenceQueue<byte[]> dropped = new ReferenceQueue<>();
    private long weight;

    public Summaries() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_MEMORY);
    }

    /** @param most octets that the values may take together, about */
    public Summaries(long most) {
        this.most = most;
    }

    private record Entry(Object value, int weight) {}

    /** The value for that message, which is read where it is not known yet: as slow as {@link Content#load}. */
    public <T> T get(Derived<T> what, Message message) {
        return get(what, message.content(), message::parse);
    }

    /** As {@link #get(Derived, Message)}, where the structure of the message may be at hand already. */
    public <T> T get(Derived<T> what, Content content, Supplier<MimePart> parsed) {
        Entry known = find(asked(what, content));
        if (known != null) {
            return what.cast(known.value);
        }
        T value = content instanceof Content.Stored stored
                ? noted(what, stored, parsed)
                : what.of(parsed.get()); // twice where two sessions ask at once, with the same result
        Object key =
                content instanceof Content.InMemory octets ? new Kept(what, octets, dropped) : asked(what, content);
        keep(key, new Entry(value, OVERHEAD + what.weight(value)));
        return value;
    }

    private static <T> T noted(Derived<T> what, Content.Stored content, Supplier<MimePart> parsed) {
        Optional<T> noted = what.find(content.notes());
        if (noted.isPresent()) {
            return noted.get();
        }
        T value = what.of(parsed.get());
        what.keep(content.notes(), value);
        return value;
    }

    private static Object asked(Derived<?> what, Content content) {
        if (content instanceof Content.Stored stored) {
            return new OfStored(what, stored.identity());
        }
        return new Asked(what, content.load()); // of a message it is in memory: open files are of those who send them
    }

    /** The value for that content, if somebody has asked for it lately. */
    public <T> Optional<T> known(Derived<T> what, Content content) {
        Optional<T> known = Optional.ofNullable(find(asked(what, content))).map(entry -> what.cast(entry.value));
        return known.isEmpty() && content instanceof Content.Stored stored ? what.find(stored.notes()) : known;
    }

    private @Nullable Entry find(Object key) {
        lock.lock();
        try {
            return entries.get(key);
        } finally {
            lock.unlock();
        }
    }

    private void keep(Object key, Entry entry) {
        lock.lock();
        try {
            forgetDropped();
            Entry before = entries.put(key, entry);
            weight += entry.weight - (before == null ? 0 : before.weight);
            Iterator<Entry> oldest = entries.values().iterator();
            while (weight > most && oldest.hasNext()) {
                weight -= oldest.next().weight;
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    private void forgetDropped() {
        for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
            Entry entry = entries.remove(((Handle) gone).key);
            weight -= entry == null ? 0 : entry.weight;
        }
    }

    /** How many values are kept. */
    int size() {
        lock.lock();
        try {
            forgetDropped();
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** A value of content that lies elsewhere. */
    private record OfStored(Derived<?> what, Object identity) {}

    /** A value of content in memory. */
    private abstract static class Key {
        private final Derived<?> what;
        private final int offset;
        private final int length;
        private final int hash;

        Key(Derived<?> what, Content.InMemory content) {
            this.what = what;
            this.offset = content.offset();
            this.length = content.length();
            this.hash = 31 * (31 * System.identityHashCode(content.array()) + offset) + what.hashCode();
        }

        abstract byte @Nullable [] array();

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            byte[] array = array();
            return other instanceof Key that
                    && what == that.what
                    && offset == that.offset
                    && length == that.length
                    && array != null
                    && array == that.array();
        }
    }

    /** Holds the content, for as long as somebody asks. */
    private static final class Asked extends Key {
        private final byte[] array;

        Asked(Derived<?> what, Content.InMemory content) {
            super(what, content);
            this.array = content.array();
        }

        @Override
        byte[] array() {
            return array;
        }
    }

    /** Does not hold the content. */
    private static final class Kept extends Key {
        private final Handle handle;

        Kept(Derived<?> what, Content.InMemory content, ReferenceQueue<byte[]> queue) {
            super(what, content);
            this.handle = new Handle(this, content.array(), queue);
        }

        @Override
        byte @Nullable [] array() {
            return handle.get();
        }
    }

    private static final class Handle extends WeakReference<byte[]> {
        private final Key key;

        Handle(Key key, byte[] array, ReferenceQueue<byte[]> queue) {
            super(array, queue);
            this.key = key;
        }
    }
}
