package io.pymap.mailbox.index;

import io.pymap.mailbox.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Those who want to be told of changes, by what it is that changes. Safe for use by many threads; nothing is locked while they
 * are told.
 */
public final class WatchedSubjects<K> {

    private final Map<K, Watchers> watched = new ConcurrentHashMap<>();

    /** Until the watch is closed. */
    public Mailbox.Watch watch(K subject, Runnable onChange) {
        Mailbox.Watch[] watch = new Mailbox.Watch[1];
        watched.compute(subject, (key, known) -> {
            Watchers watchers = known == null ? new Watchers() : known;
            watch[0] = watchers.add(onChange);
            return watchers;
        });
        return () -> {
            watch[0].close();
            watched.computeIfPresent(subject, (key, watchers) -> watchers.isEmpty() ? null : watchers);
        };
    }

    public void announce(K subject) {
        Watchers watchers = watched.get(subject);
        if (watchers != null) {
            watchers.announce();
        }
    }

    public void announceWhere(Predicate<? super K> which) {
        List<Watchers> all = new ArrayList<>();
        watched.forEach((subject, watchers) -> {
            if (which.test(subject)) {
                all.add(watchers);
            }
        });
        all.forEach(Watchers::announce);
    }
}
