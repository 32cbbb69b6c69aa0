package io.pymap.backend.maildir;

import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.MailboxName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What clients of one account have been told, and may therefore hold the server to whatever happens to it.
 *
 * <p>An operation is told of when it begins and when it is acknowledged. Between the two the server may have done it or
 * not: {@link PromiseCheck} lets it pass either way, so that the server may be killed at any moment. No message may be
 * part of two operations at the same time. Not safe for use by many threads.
 */
final class Promises {

    /** UIDVALIDITY of a mailbox that was created by a client that has not looked at it yet. */
    static final long UNKNOWN = 0;

    /** A message that was acknowledged. */
    record Kept(String sha256, long date, Set<Flags> flags, Set<Flags> everFlags) {

        static Kept of(ToldMessage message) {
            return new Kept(message.sha256(), message.date(), Set.of(message.flags()), Set.of(message.flags()));
        }

        Kept with(Set<Flags> now) {
            Set<Flags> ever = new LinkedHashSet<>(everFlags);
            ever.addAll(now);
            return new Kept(sha256, date, now, ever);
        }
    }

    /** A mailbox that was acknowledged. */
    static final class Box {
        final long uidValidity;
        final SortedMap<Long, Kept> messages = new TreeMap<>();

        /** Of every UID that was ever told, also of those that are gone. */
        final Map<Long, String> contents = new HashMap<>();

        long uidNext = 1;
        long modSeq;

        Box(long uidValidity) {
            this.uidValidity = uidValidity;
        }

        void keep(long uid, Kept message) {
            messages.put(uid, message);
            contents.put(uid, message.sha256());
            uidNext = Math.max(uidNext, uid + 1);
        }
    }

    final SortedMap<MailboxName, Box> boxes = new TreeMap<>();

    /** The highest UIDVALIDITY that each name has had. */
    final Map<MailboxName, Long> uidValidities = new HashMap<>();

    final Set<MailboxName> subscriptions = new TreeSet<>();

    /** Begun and not acknowledged. Two that are equal are two, so it is no set. */
    final List<Operation> underWay = new ArrayList<>();

    /** UIDNEXT of every mailbox when an operation began: what it adds is not below. */
    final IdentityHashMap<Operation, Map<MailboxName, Long>> uidNexts = new IdentityHashMap<>();

    /** All that the client has ever seen. */
    final List<ToldAccount> looks = new ArrayList<>();

    void begins(Operation operation) {
        underWay.add(operation);
        Map<MailboxName, Long> now = new HashMap<>();
        boxes.forEach((name, box) -> now.put(name, box.uidNext));
        uidNexts.put(operation, now);
    }

    /** What was under way has had no effect, and will have none. */
    void refused(Operation operation) {
        underWay.removeIf(other -> other == operation);
        uidNexts.remove(operation);
    }

    void appended(Operation.Append operation, List<Long> uids) {
        refused(operation);
        Box box = box(operation.mailbox());
        for (int i = 0; i < uids.size(); i++) {
            Operation.Sent sent = operation.messages().get(i);
            box.keep(uids.get(i), new Kept(sent.sha256(), sent.date(), Set.of(sent.flags()), Set.of(sent.flags())));
        }
    }

    void stored(Operation.Store operation) {
        refused(operation);
        Box box = box(operation.mailbox());
        for (long uid : operation.uids()) {
            box.messages.computeIfPresent(uid, (key, kept) -> kept.with(changed(kept.flags(), operation)));
        }
    }

    static Set<Flags> changed(Set<Flags> flags, Operation.Store operation) {
        Set<Flags> changed = new LinkedHashSet<>();
        flags.forEach(before -> changed.add(operation.change().applyTo(before)));
        return changed;
    }

    void copied(Operation.Copy operation, CopiedUids uids) {
        refused(operation);
        copy(box(operation.mailbox()), uids, box(operation.target()));
    }

    void moved(Operation.Move operation, CopiedUids uids) {
        refused(operation);
        Box source = box(operation.mailbox());
        copy(source, uids, box(operation.target()));
        source.messages.keySet().removeAll(uids.source());
    }

    void replaced(Operation.Replace operation, long uid) {
        appended(new Operation.Append(operation.target(), List.of(operation.message())), List.of(uid));
        refused(operation);
        box(operation.mailbox()).messages.remove(operation.uid());
    }

    private static void copy(Box source, CopiedUids uids, Box target) {
        for (int i = 0; i < uids.source().size(); i++) {
            Kept original = source.messages.get(uids.source().get(i));
            if (original == null) {
                throw new AssertionError(
                        "told of a copy of UID " + uids.source().get(i) + ", which nobody knows");
            }
            target.keep(uids.destination().get(i), original);
        }
    }

    void expunged(Operation.Expunge operation) {
        refused(operation);
        box(operation.mailbox()).messages.keySet().removeAll(operation.uids());
    }

    void created(Operation.Create operation, long uidValidity) {
        refused(operation);
        boxes.put(operation.mailbox(), new Box(uidValidity));
        uidValidities.merge(operation.mailbox(), uidValidity, Math::max);
    }

    void deleted(Operation.Delete operation) {
        refused(operation);
        boxes.remove(operation.mailbox());
    }

    void renamed(Operation.Rename operation) {
        refused(operation);
        for (MailboxName name : List.copyOf(boxes.keySet())) {
            if (isPartOf(operation, name)) {
                MailboxName to = name.moved(operation.mailbox(), operation.to());
                Box box = box(name);
                boxes.remove(name);
                boxes.put(to, box);
                uidValidities.merge(to, box.uidValidity, Math::max);
            }
        }
    }

    static boolean isPartOf(Operation.Rename operation, MailboxName name) {
        return name.equals(operation.mailbox()) || name.isInferiorOf(operation.mailbox());
    }

    void subscribed(Operation.Subscribe operation) {
        refused(operation);
        if (operation.on()) {
            subscriptions.add(operation.mailbox());
        } else {
            subscriptions.remove(operation.mailbox());
        }
    }

    /** The client has seen UIDNEXT and HIGHESTMODSEQ. */
    void told(MailboxName mailbox, long uidNext, long highestModSeq) {
        Box box = box(mailbox);
        box.uidNext = Math.max(box.uidNext, uidNext);
        box.modSeq = Math.max(box.modSeq, highestModSeq);
    }

    /** The client has seen all of this. */
    void told(ToldAccount seen) {
        looks.add(seen);
        seen.mailboxes().forEach((name, mailbox) -> told(name, mailbox.uidNext(), mailbox.highestModSeq()));
    }

    /**
     * The client has looked, after what was under way has ended one way or the other: from now on what it has seen holds.
     * To be called after a {@link PromiseCheck} that found nothing.
     */
    void settle(ToldAccount seen) {
        Map<Long, Box> known = new HashMap<>(); // by UIDVALIDITY, as the name may be another
        boxes.values().forEach(box -> known.put(box.uidValidity, box));
        boxes.clear();
        underWay.clear();
        uidNexts.clear();
        subscriptions.clear();
        subscriptions.addAll(seen.subscriptions());
        seen.mailboxes().forEach((name, mailbox) -> {
            Box box = known.getOrDefault(mailbox.uidValidity(), new Box(mailbox.uidValidity()));
            boxes.put(name, box);
            uidValidities.merge(name, mailbox.uidValidity(), Math::max);
            box.messages.keySet().retainAll(mailbox.messages().keySet());
            mailbox.messages().forEach((uid, message) -> box.keep(uid, Kept.of(message)));
        });
        told(seen);
    }

    private Box box(MailboxName name) {
        Box box = boxes.get(name);
        if (box == null) {
            throw new AssertionError("told of the mailbox " + name + ", which nobody knows");
        }
        return box;
    }
}
