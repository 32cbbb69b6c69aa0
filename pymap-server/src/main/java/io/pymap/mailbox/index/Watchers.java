package io.pymap.mailbox.index;

import io.pymap.mailbox.Mailbox;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who want to be told of changes. Safe for use by many threads; nothing is locked while they are told. */
public final class Watchers {

    private final List<Watcher> all = new CopyOnWriteArrayList<>();

    /** Until the watch is closed. */
    public Mailbox.Watch add(Runnable onChange) {
        Watcher watcher = new Watcher(onChange);
        all.add(watcher);
        return watcher;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public void announce() {
        all.forEach(watcher -> watcher.onChange.run());
    }

    private final class Watcher implements Mailbox.Watch {
        private final Runnable onChange;

        Watcher(Runnable onChange) {
            this.onChange = onChange;
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }
}
