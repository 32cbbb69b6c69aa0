package io.pymap.mailbox.index;

import io.pymap.mailbox.Changes;
import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.StoreResult;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one mailbox with their change log, in memory. Safe for many threads; never blocks for long.
 *
 * <p>Made for a million messages: 24 octets a message beside the {@link Message} itself, equal flag sets are one object,
 * counts are kept and not counted. Knows nothing of read-only mailboxes, files or ids: that is the backend's part.
 */
public final class MailboxIndex {

    /** RFC 9051 2.3.1.1. */
    public static final long MAX_UID = 0xFFFF_FFFFL;

    /** Expunges that are remembered, unless said otherwise. Some 3 MB. */
    public static final int MAX_TOMBSTONES = 100_000;

    /** Keywords that one mailbox knows. Each is told with every SELECT. */
    public static final int MAX_KEYWORDS = 1000;

    private static final int MAX_INTERNED = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final AscendingMap<Message> byUid;
    private final AscendingMap<Message> byModSeq;
    private final AscendingMap<Long> tombstones;
    private final Map<Flags, Flags> interned = new HashMap<>();
    private final Watchers watchers = new Watchers();
    private final InstantSource clock;
    private final long uidValidity;
    private final int maxTombstones;
    private Flags known = Flags.SYSTEM;
    private long uidNext;
    private long firstRecentUid;
    // An empty mailbox starts at 1, as HIGHESTMODSEQ in SELECT cannot be 0. RFC 7162 7.
    private long highestModSeq = 1;
    private long forgottenTo; // mod-sequence of the last tombstone that was dropped
    private long recent;
    private long unseen;
    private long deleted;
    private long deletedSize;
    private long size;

    public MailboxIndex(long uidValidity, long firstUid, InstantSource clock) {
        this(uidValidity, firstUid, clock, MAX_TOMBSTONES);
    }

    /**
     * An empty one.
     *
     * @param firstUid 1 to {@link #MAX_UID}
     * @param clock gives the save dates
     */
    public MailboxIndex(long uidValidity, long firstUid, InstantSource clock, int maxTombstones) {
        if (uidValidity < 1 || uidValidity > MAX_UID || firstUid < 1 || firstUid > MAX_UID || maxTombstones < 0) {
            throw new IllegalArgumentException(
                    "Expected numbers of 32 bits from 1, got " + uidValidity + ", " + firstUid);
        }
        this.uidValidity = uidValidity;
        this.clock = clock;
        this.maxTombstones = maxTombstones;
        this.uidNext = firstUid;
        this.firstRecentUid = firstUid;
        this.byUid = new AscendingMap<>();
        this.byModSeq = new AscendingMap<>();
        this.tombstones = new AscendingMap<>();
    }

    /** The caller holds the lock of the original. */
    private MailboxIndex(MailboxIndex original) {
        uidValidity = original.uidValidity;
        clock = original.clock;
        maxTombstones = original.maxTombstones;
        byUid = original.byUid.copy();
        byModSeq = original.byModSeq.copy();
        tombstones = original.tombstones.copy();
        interned.putAll(original.interned);
        known = original.known;
        uidNext = original.uidNext;
        firstRecentUid = original.firstRecentUid;
        highestModSeq = original.highestModSeq;
        forgottenTo = original.forgottenTo;
        recent = original.recent;
        unseen = original.unseen;
        deleted = original.deleted;
        deletedSize = original.deletedSize;
        size = original.size;
    }

    /** As it is now, with its change log, and watched by nobody. The messages are the same objects. */
    public MailboxIndex copy() {
        lock.lock();
        try {
            return new MailboxIndex(this);
        } finally {
            lock.unlock();
        }
    }

    public long uidValidity() {
        return uidValidity;
    }

    public MailboxCounts counts() {
        lock.lock();
        try {
            return new MailboxCounts(
                    byUid.size(),
                    recent,
                    unseen,
                    deleted,
                    deletedSize,
                    size,
                    Math.min(uidNext, MAX_UID),
                    highestModSeq);
        } finally {
            lock.unlock();
        }
    }

    /** System flags and every keyword that has been used here. */
    public Flags flags() {
        lock.lock();
        try {
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** Those of the messages that exist, in UID order. */
    public List<Message> find(Collection<Long> uids) {
        long[] wanted = ascending(uids);
        lock.lock();
        try {
            List<Message> found = new ArrayList<>(Math.min(wanted.length, byUid.size()));
            for (long uid : wanted) {
                Message message = byUid.get(uid);
                if (message != null) {
                    found.add(message);
                }
            }
            return Collections.unmodifiableList(found);
        } finally {
            lock.unlock();
        }
    }

    /** Those that follow a UID, in UID order. */
    public List<Message> after(long uid, int most) {
        lock.lock();
        try {
            return Collections.unmodifiableList(byUid.after(uid, most));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds the messages, all or none, with ascending UIDs.
     *
     * @throws MailboxException.OverLimit where so many UIDs are not left, or there would be too many keywords
     */
    public List<Message> append(Collection<Arrival> arrivals) {
        List<Message> added = add(arrivals);
        announce(!added.isEmpty());
        return added;
    }

    /** As {@link #append}, but tells nobody. */
    private List<Message> add(Collection<Arrival> arrivals) {
        List<Message> added = new ArrayList<>(arrivals.size());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        lock.lock();
        try {
            known = flagsWith(arrivals);
            for (Arrival arrival : arrivals) {
                added.add(new Message(
                        uidNext++,
                        ++highestModSeq,
                        intern(arrival.flags()),
                        arrival.internalDate(),
                        now,
                        arrival.emailId(),
                        arrival.threadId(),
                        arrival.content()));
            }
            added.forEach(this::insert);
        } finally {
            lock.unlock();
        }
        return Collections.unmodifiableList(added);
    }

    /**
     * Takes over changes that were made somewhere else, with the UIDs and mod-sequences that were given there; what is here
     * already is passed over. Nobody is told until {@link #announce}.
     *
     * @param log in order of mod-sequences, but for an addition, which may tell of the message in its latest form
     */
    public void follow(List<LogEntry> log) {
        lock.lock();
        try {
            Map<Long, Message> latest = new TreeMap<>();
            TreeMap<Long, Long> expunged = new TreeMap<>(); // UIDs by mod-sequence
            long highest = highestModSeq;
            for (LogEntry entry : log) {
                if (entry.modSeq() > highestModSeq) {
                    gather(entry, latest, expunged);
                    highest = Math.max(highest, entry.modSeq());
                }
            }
            List<Message> changed = new ArrayList<>(latest.values());
            changed.removeIf(message -> !put(message));
            changed.sort(Comparator.comparingLong(Message::modSeq));
            changed.forEach(message -> byModSeq.append(message.modSeq(), message));
            expunged.forEach((modSeq, uid) -> {
                drop(uid);
                bury(modSeq, uid);
            });
            highestModSeq = highest;
        } finally {
            lock.unlock();
        }
    }

    private void gather(LogEntry entry, Map<Long, Message> latest, Map<Long, Long> expunged) {
        if (entry instanceof LogEntry.Added added) {
            Message message = added.message();
            latest.put(message.uid(), message.withFlags(intern(message.flags()), message.modSeq()));
        } else if (entry instanceof LogEntry.Flagged flagged) {
            Message before = latest.getOrDefault(flagged.uid(), byUid.get(flagged.uid()));
            if (before != null) {
                latest.put(flagged.uid(), before.withFlags(intern(flagged.flags()), flagged.modSeq()));
            }
        } else if (entry instanceof LogEntry.Expunged gone) {
            latest.remove(gone.uid());
            expunged.put(gone.modSeq(), gone.uid());
        }
    }

    /** Adds the message or puts it in place of what it was; false where it is gone. */
    private boolean put(Message message) {
        known = known.plus(message.flags());
        Message before = byUid.get(message.uid());
        if (before == null) {
            if (message.uid() < uidNext) {
                return false;
            }
            byUid.append(message.uid(), message);
            uidNext = message.uid() + 1;
        } else {
            byUid.replace(message.uid(), message);
            byModSeq.remove(before.modSeq());
            count(before, -1);
        }
        count(message, 1);
        return true;
    }

    private void drop(long uid) {
        Message message = byUid.remove(uid);
        if (message != null) {
            byModSeq.remove(message.modSeq());
            count(message, -1);
        }
        uidNext = Math.max(uidNext, uid + 1);
    }

    /** Whoever asks for changes since an earlier mod-sequence than this is told of all messages: expunges may be forgotten. */
    public void forgetUpTo(long modSeq) {
        lock.lock();
        try {
            forgottenTo = Math.max(forgottenTo, modSeq);
        } finally {
            lock.unlock();
        }
    }

    /** Tells the watchers that there is news, for those methods that do not. To be called with no lock held. */
    public void announce() {
        watchers.announce();
    }

    /** Raises the highest mod-sequence for a change that is of no message. */
    public void touch() {
        lock.lock();
        try {
            highestModSeq++;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves out UIDs that something else has given away: the next one is this or a higher one. */
    public void skipTo(long uid) {
        lock.lock();
        try {
            uidNext = Math.max(uidNext, uid);
        } finally {
            lock.unlock();
        }
    }

    /**
     * As {@link Mailbox#store}. A message whose flags stay as they are keeps its mod-sequence.
     *
     * @throws MailboxException.OverLimit where there would be too many keywords
     */
    @SuppressWarnings("ReferenceEquality") // equal flags are the same object here, most of the time
    public StoreResult store(Collection<Long> uids, FlagChange change, long unchangedSince) {
        long[] wanted = ascending(uids);
        List<Message> stored = new ArrayList<>();
        List<Long> modified = new ArrayList<>();
        boolean changed;
        lock.lock();
        try {
            long modSeqBefore = highestModSeq;
            Flags knownAfter = change.mode() == FlagChange.Mode.REMOVE ? known : flagsWith(change.flags());
            Flags lastBefore = Flags.NONE;
            Flags lastAfter = change.applyTo(lastBefore);
            for (long uid : wanted) {
                Message before = byUid.get(uid);
                if (before == null) {
                    continue;
                }
                if (before.modSeq() > unchangedSince) {
                    modified.add(uid);
                    continue;
                }
                if (before.flags() != lastBefore) { // most messages have the flags of the one before
                    lastBefore = before.flags();
                    lastAfter = change.applyTo(lastBefore);
                }
                stored.add(lastAfter.equals(lastBefore) ? before : reflag(before, lastAfter));
            }
            changed = highestModSeq != modSeqBefore;
            known = changed ? knownAfter : known;
        } finally {
            lock.unlock();
        }
        announce(changed);
        return new StoreResult(Collections.unmodifiableList(stored), Collections.unmodifiableList(modified));
    }

    /** Removes those of the messages that have {@code \Deleted} at this moment. Answers what it removed, in UID order. */
    public List<Message> expungeDeleted(Collection<Long> uids) {
        List<Message> taken = take(uids, message -> message.flags().contains(Flags.DELETED));
        announce(!taken.isEmpty());
        return taken;
    }

    /** Removes the messages. Answers those that were still here: of many that ask, one gets each message. In UID order. */
    public List<Message> remove(Collection<Long> uids) {
        List<Message> taken = take(uids, message -> true);
        announce(!taken.isEmpty());
        return taken;
    }

    /** As {@link Mailbox#copy}. */
    public CopiedUids copy(Collection<Long> uids, MailboxIndex target) {
        List<Message> originals = find(uids);
        return paired(originals, target.append(arrivals(originals)));
    }

    /**
     * As {@link Mailbox#move}. The originals go first, so that of two sessions that move or expunge a message only one has
     * it. Where the target refuses them after all, they come back under new UIDs: the old ones may have been told as gone.
     */
    public CopiedUids move(Collection<Long> uids, MailboxIndex target) {
        Exchanged done = exchange(uids, target, MailboxIndex::arrivals);
        return paired(done.taken(), done.added());
    }

    /**
     * As {@link Mailbox#replace}: in one mailbox in one step, and between two in the manner of {@link #move}.
     *
     * @return the new message; empty, and nothing is done, where the old one is not here
     */
    @SuppressWarnings("ReferenceEquality") // the same index, and not one that is equal
    public Optional<Message> replace(long uid, Arrival arrival, MailboxIndex target) {
        if (target != this) {
            return exchange(List.of(uid), target, taken -> taken.isEmpty() ? List.of() : List.of(arrival))
                    .added()
                    .stream()
                    .findFirst();
        }
        List<Message> added = List.of();
        lock.lock();
        try {
            flagsWith(List.of(arrival)); // what is left can fail no more
            if (!take(List.of(uid), message -> true).isEmpty()) {
                added = add(List.of(arrival));
            }
        } finally {
            lock.unlock();
        }
        announce(!added.isEmpty());
        return added.stream().findFirst();
    }

    private record Exchanged(List<Message> taken, List<Message> added) {}

    private void requireRoom(List<Arrival> arrivals) {
        lock.lock();
        try {
            flagsWith(arrivals);
        } finally {
            lock.unlock();
        }
    }

    /** Takes messages from here and adds to the target what comes in their place. */
    private Exchanged exchange(
            Collection<Long> uids, MailboxIndex target, Function<List<Message>, List<Arrival>> inPlaceOf) {
        target.requireRoom(inPlaceOf.apply(find(uids)));
        List<Message> originals = take(uids, message -> true);
        List<Message> copies = List.of();
        boolean arrived = false;
        try {
            copies = target.add(inPlaceOf.apply(originals));
            arrived = true;
        } finally {
            if (!arrived) {
                add(arrivals(originals));
            }
            // Only now, when each message is in its place again, whatever a watcher does.
            announce(!originals.isEmpty());
        }
        target.announce(!copies.isEmpty());
        return new Exchanged(originals, copies);
    }

    public long firstRecentUid() {
        lock.lock();
        try {
            return firstRecentUid;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link Mailbox#claimRecent}. */
    public long claimRecent(long lastUid) {
        lock.lock();
        try {
            long before = firstRecentUid;
            long claimed = Math.min(lastUid, uidNext - 1); // what is yet to come is not claimed
            if (claimed >= before) {
                firstRecentUid = claimed + 1;
                recent = 0;
                byUid.forEachAfter(claimed, message -> recent++);
            }
            return before;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link Mailbox#changesSince}. */
    public Changes changesSince(long modSeq) {
        lock.lock();
        try {
            if (modSeq >= highestModSeq) {
                return new Changes(highestModSeq, List.of(), List.of(), false);
            }
            if (modSeq <= 0 || modSeq < forgottenTo) {
                Listing all = new Listing(byUid.size());
                byUid.forEachAfter(0, all::add);
                return new Changes(highestModSeq, all.toList(), List.of(), true);
            }
            List<Message> updated = new ArrayList<>();
            byModSeq.forEachAfter(modSeq, updated::add);
            updated.sort(Comparator.comparingLong(Message::uid));
            List<Long> expunged = new ArrayList<>();
            tombstones.forEachAfter(modSeq, expunged::add);
            return new Changes(
                    highestModSeq,
                    Collections.unmodifiableList(updated),
                    Collections.unmodifiableList(expunged),
                    false);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link Mailbox#watch}. */
    public Mailbox.Watch watch(Runnable onChange) {
        return watchers.add(onChange);
    }

    /** Removes and answers the messages, but tells nobody. */
    private List<Message> take(Collection<Long> uids, Predicate<Message> which) {
        long[] wanted = ascending(uids);
        List<Message> taken = new ArrayList<>();
        lock.lock();
        try {
            for (long uid : wanted) {
                Message message = byUid.get(uid);
                if (message != null && which.test(message)) {
                    drop(uid);
                    bury(++highestModSeq, uid);
                    taken.add(message);
                }
            }
        } finally {
            lock.unlock();
        }
        return Collections.unmodifiableList(taken);
    }

    private void bury(long modSeq, long uid) {
        tombstones.append(modSeq, uid);
        if (tombstones.size() > maxTombstones) {
            forgottenTo = tombstones.removeFirst();
        }
    }

    /** What {@link #flags} will tell after these have come, for which there must be room. */
    private Flags flagsWith(Collection<Arrival> arrivals) {
        if (arrivals.size() > MAX_UID - uidNext + 1) {
            throw new MailboxException.OverLimit("The mailbox has no UIDs left");
        }
        Flags flags = known;
        for (Arrival arrival : arrivals) {
            if (!interned.containsKey(arrival.flags())) { // else they are known already
                flags = limited(flags.plus(arrival.flags()));
            }
        }
        return flags;
    }

    /** @throws MailboxException.OverLimit where there would be too many keywords */
    public void requireRoomFor(Flags added) {
        lock.lock();
        try {
            flagsWith(added);
        } finally {
            lock.unlock();
        }
    }

    private Flags flagsWith(Flags added) {
        return limited(known.plus(added));
    }

    private Flags limited(Flags flags) {
        if (flags.size() > MAX_KEYWORDS + Flags.SYSTEM.size() && flags.size() > known.size()) {
            throw new MailboxException.OverLimit("A mailbox has at most " + MAX_KEYWORDS + " keywords");
        }
        return flags;
    }

    private void insert(Message message) {
        byUid.append(message.uid(), message);
        byModSeq.append(message.modSeq(), message);
        count(message, 1);
    }

    private Message reflag(Message before, Flags flags) {
        Message after = before.withFlags(intern(flags), ++highestModSeq);
        byModSeq.remove(before.modSeq());
        byModSeq.append(after.modSeq(), after);
        byUid.replace(after.uid(), after);
        count(before, -1);
        count(after, 1);
        return after;
    }

    private void count(Message message, int sign) {
        size += sign * message.size();
        unseen += message.flags().contains(Flags.SEEN) ? 0 : sign;
        if (message.flags().contains(Flags.DELETED)) {
            deleted += sign;
            deletedSize += sign * message.size();
        }
        recent += message.uid() >= firstRecentUid ? sign : 0;
    }

    /** The one object for these flags. */
    private Flags intern(Flags flags) {
        Flags same = interned.get(flags);
        if (same != null) {
            return same;
        }
        if (interned.size() == MAX_INTERNED) {
            interned.clear();
        }
        interned.put(flags, flags);
        return flags;
    }

    private void announce(boolean changed) {
        if (changed) {
            watchers.announce();
        }
    }

    private static List<Arrival> arrivals(List<Message> messages) {
        return messages.stream().map(Arrival::copyOf).toList();
    }

    private static CopiedUids paired(List<Message> originals, List<Message> copies) {
        return new CopiedUids(
                originals.stream().map(Message::uid).toList(),
                copies.stream().map(Message::uid).toList());
    }

    private static long[] ascending(Collection<Long> uids) {
        return uids.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
    }

    /** A list of known length, filled in order and not copied again. */
    private static final class Listing {
        private final @Nullable Message[] messages;
        private int next;

        Listing(int length) {
            messages = new Message[length];
        }

        void add(Message message) {
            messages[next++] = message;
        }

        List<Message> toList() {
            return Collections.unmodifiableList(Arrays.asList(messages));
        }
    }
}
