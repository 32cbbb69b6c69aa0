package io.pymap.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.Watchable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The real watch service, with paths of the journalled file system in its keys and events. */
final class JournalledWatchService implements WatchService {

    private final JournalledFileSystem fileSystem;
    private final WatchService real;
    private final Map<WatchKey, Key> keys = new ConcurrentHashMap<>();

    JournalledWatchService(JournalledFileSystem fileSystem, WatchService real) {
        this.fileSystem = fileSystem;
        this.real = real;
    }

    WatchKey register(Path directory, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
            throws IOException {
        return wrapped(directory.register(real, events, modifiers));
    }

    private Key wrapped(WatchKey key) {
        return keys.computeIfAbsent(key, Key::new);
    }

    @Override
    public void close() throws IOException {
        real.close();
    }

    @Override
    public @Nullable WatchKey poll() {
        WatchKey key = real.poll();
        return key == null ? null : wrapped(key);
    }

    @Override
    public @Nullable WatchKey poll(long timeout, TimeUnit unit) throws InterruptedException {
        WatchKey key = real.poll(timeout, unit);
        return key == null ? null : wrapped(key);
    }

    @Override
    public WatchKey take() throws InterruptedException {
        return wrapped(real.take());
    }

    private final class Key implements WatchKey {
        private final WatchKey key;

        Key(WatchKey key) {
            this.key = key;
        }

        @Override
        public boolean isValid() {
            return key.isValid();
        }

        @Override
        public List<WatchEvent<?>> pollEvents() {
            List<WatchEvent<?>> events = new ArrayList<>();
            for (WatchEvent<?> event : key.pollEvents()) {
                events.add(event.context() instanceof Path path ? new Event(event, fileSystem.wrap(path)) : event);
            }
            return events;
        }

        @Override
        public boolean reset() {
            return key.reset();
        }

        @Override
        public void cancel() {
            keys.remove(key);
            key.cancel();
        }

        @Override
        public Watchable watchable() {
            return fileSystem.wrap((Path) key.watchable());
        }
    }

    private record Event(WatchEvent<?> event, Path context) implements WatchEvent<Path> {
        @Override
        @SuppressWarnings("unchecked") // it is about a path: its context says so
        public Kind<Path> kind() {
            return (Kind<Path>) event.kind();
        }

        @Override
        public int count() {
            return event.count();
        }
    }
}
