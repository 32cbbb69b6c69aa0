package io.pymap.mailbox.lag;

import io.pymap.mailbox.Changes;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.index.LogEntry;
import io.pymap.mailbox.index.MailboxIndex;
import io.pymap.time.Timers.Timer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The messages of a mailbox as a server that lags behind knows them. Safe for use by many sessions. */
final class Replica {

    private final Mailbox mailbox;
    private final Delay delay;
    private final Runnable onTold;
    private final MailboxIndex index;
    private final ReentrantLock lock = new ReentrantLock(); // of the fields below
    private final Deque<News> pending = new ArrayDeque<>();
    private final Mailbox.Watch watch;
    private long readTo; // mod-sequence; 0 before the mailbox has been read
    private long first; // as far as it was read then
    private Flags flags = Flags.NONE;
    private @Nullable Timer timer; // null where nothing is pending
    private boolean closed;

    /**
     * What has happened to the mailbox up to a moment, since the news before at least.
     *
     * @param uidNext of the mailbox, or lower
     */
    private record News(Instant due, long uidNext, Changes changes) {}

    private Replica(Mailbox mailbox, Delay delay, Runnable onTold) {
        this.mailbox = mailbox;
        this.delay = delay;
        this.onTold = onTold;
        this.index = new MailboxIndex(mailbox.uidValidity(), 1, delay.timers());
        this.watch = mailbox.watch(this::noticed); // ahead of reading it, so that nothing is missed
    }

    /** Of a mailbox that is known as it is now. */
    static Replica ofKnown(Mailbox mailbox, Delay delay, Runnable onTold) {
        Replica replica = new Replica(mailbox, delay, onTold);
        replica.catchUp();
        return replica;
    }

    /** Of a mailbox that is new to the server: what is in it is told so long after it has come there. */
    static Replica ofNew(Mailbox mailbox, Delay delay, Runnable onTold) {
        Replica replica = new Replica(mailbox, delay, onTold);
        replica.read(replica::dueOfLatest);
        replica.tell(delay.now());
        return replica;
    }

    private Instant dueOfLatest(Changes all) {
        Instant latest = all.updated().stream()
                .map(Message::saveDate)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        return latest.isBefore(delay.now()) ? latest.plus(delay.by()) : delay.due();
    }

    // What the server knows

    MailboxCounts counts() {
        index.claimRecent(mailbox.firstRecentUid() - 1);
        return index.counts();
    }

    Flags flags() {
        lock.lock();
        try {
            return flags.plus(index.flags());
        } finally {
            lock.unlock();
        }
    }

    List<Message> find(Collection<Long> uids) {
        return index.find(uids);
    }

    /** The mailbox itself knows which messages had gone already when the replica was made. */
    Changes changesSince(long modSeq) {
        Changes changes = index.changesSince(modSeq);
        if (changes.complete() || modSeq >= changes.upTo() || modSeq >= first()) {
            return changes;
        }
        Changes ofMailbox = mailbox.changesSince(modSeq);
        if (ofMailbox.complete()) {
            return index.changesSince(0);
        }
        long uidNext = index.counts().uidNext();
        Set<Long> here = uids(index.find(ofMailbox.expunged()));
        List<Long> gone = ofMailbox.expunged().stream()
                .filter(uid -> uid < uidNext && !here.contains(uid))
                .toList();
        return new Changes(changes.upTo(), changes.updated(), gone, false);
    }

    private long first() {
        lock.lock();
        try {
            return first;
        } finally {
            lock.unlock();
        }
    }

    private static Set<Long> uids(List<Message> messages) {
        return messages.stream().map(Message::uid).collect(Collectors.toCollection(HashSet::new));
    }

    // What it does not know yet

    private void noticed() {
        Instant due = delay.due();
        delay.read(() -> {
            try {
                read(changes -> due);
            } catch (MailboxException e) {
                // The backend is away for a while, and tells when it is back.
            }
        });
    }

    /** Reads what is new of the mailbox, for later. Others may do so at the same time: what comes twice does no harm. */
    private void read(Function<Changes, Instant> due) {
        long from = readTo();
        long uidNext = mailbox.counts().uidNext(); // first: lower than it should be does no harm
        Changes changes = mailbox.changesSince(from);
        add(new News(due.apply(changes), uidNext, changes));
    }

    private long readTo() {
        lock.lock();
        try {
            return readTo;
        } finally {
            lock.unlock();
        }
    }

    private void add(News news) {
        long upTo = news.changes().upTo();
        lock.lock();
        try {
            if (upTo > readTo && !closed) {
                first = readTo == 0 ? upTo : first;
                readTo = upTo;
                pending.add(news);
                schedule();
            }
        } finally {
            lock.unlock();
        }
    }

    /** For those who hold the lock. */
    private void schedule() {
        News next = pending.peek();
        if (timer == null && next != null) {
            timer = delay.at(next.due(), () -> tell(next.due()));
        }
    }

    /** Knows what is due by then, and says so. */
    private void tell(Instant upTo) {
        boolean told = false;
        lock.lock();
        try {
            stopTimer();
            while (!pending.isEmpty() && !pending.element().due().isAfter(upTo)) {
                follow(pending.remove());
                told = true;
            }
            schedule();
        } finally {
            lock.unlock();
        }
        if (told) {
            onTold.run();
        }
    }

    /** For those who hold the lock. */
    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** For those who hold the lock, so that news are followed in order. */
    private void follow(News news) {
        Changes changes = news.changes();
        List<LogEntry> log = new ArrayList<>();
        changes.updated().forEach(message -> log.add(new LogEntry.Added(message)));
        List<Long> gone = gone(changes);
        long modSeq = changes.upTo() - gone.size(); // nobody knows the right ones; too high ones leave nothing out
        for (long uid : gone) {
            log.add(new LogEntry.Expunged(uid, ++modSeq));
        }
        log.add(new LogEntry.Touched(changes.upTo()));
        index.follow(log);
        index.skipTo(news.uidNext());
    }

    /** Those that are here, and those that have come and gone, which others may have seen elsewhere. */
    private List<Long> gone(Changes changes) {
        if (changes.complete()) {
            Set<Long> left = uids(changes.updated());
            return index.changesSince(0).updated().stream()
                    .map(Message::uid)
                    .filter(uid -> !left.contains(uid))
                    .toList();
        }
        long uidNext = index.counts().uidNext();
        Set<Long> here = uids(index.find(changes.expunged()));
        return changes.expunged().stream()
                .filter(uid -> here.contains(uid) || uid >= uidNext)
                .toList();
    }

    /** Knows all that has happened by now. */
    void catchUp() {
        read(changes -> delay.now());
        Flags all = mailbox.flags();
        lock.lock();
        try {
            flags = all;
        } finally {
            lock.unlock();
        }
        tell(Instant.MAX);
    }

    /** Knows nothing more. */
    void close() {
        watch.close();
        lock.lock();
        try {
            closed = true;
            pending.clear();
            stopTimer();
        } finally {
            lock.unlock();
        }
    }
}
