package io.pymap.backend.maildir;

import io.pymap.backend.maildir.Promises.Box;
import io.pymap.backend.maildir.Promises.Kept;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.MailboxName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares what a server tells with what it has promised.
 *
 * <p>Every acknowledged message is there once, with its UID, flags, date and octets; what was expunged is not. Of what was
 * under way either all is done or nothing, but that STORE, EXPUNGE and DELETE may have got to some of their messages and
 * not to others; what is moved is in one of the two mailboxes. No UID has another content than it ever had, and UIDNEXT and
 * HIGHESTMODSEQ are not below what was told. Nothing else is there.
 */
final class PromiseCheck {

    /** What may be found under a UID that nobody was told of. */
    private record Arrival(Operation operation, String sha256, long date, Set<Flags> flags, long source) {}

    /** What may be found under a UID that was told. */
    private record Allowed(Kept kept, Set<Flags> flags, boolean optional) {}

    private final Promises promises;
    private final ToldAccount seen;
    private final boolean flagsSurvive;
    private final List<String> broken = new ArrayList<>();
    private final Map<MailboxName, MailboxName> places = new HashMap<>();
    private final Set<MailboxName> explained = new HashSet<>();

    /** The UIDs of what came of operations under way. */
    private final IdentityHashMap<Arrival, Long> arrived = new IdentityHashMap<>();

    private PromiseCheck(Promises promises, ToldAccount seen, boolean flagsSurvive) {
        this.promises = promises;
        this.seen = seen;
        this.flagsSurvive = flagsSurvive;
    }

    /** What is not as it was promised, in words; nothing where all is well. */
    static List<String> broken(Promises promises, ToldAccount seen) {
        return broken(promises, seen, true);
    }

    /** @param flagsSurvive whether acknowledged flags are promised, or any that the message once had will do */
    static List<String> broken(Promises promises, ToldAccount seen, boolean flagsSurvive) {
        return new PromiseCheck(promises, seen, flagsSurvive).run();
    }

    private List<String> run() {
        promises.boxes.keySet().forEach(this::place);
        promises.boxes.forEach((name, box) -> {
            MailboxName place = places.get(name);
            if (place != null) {
                checkMailbox(name, box, place);
            }
        });
        checkMoves();
        seen.mailboxes().forEach((name, mailbox) -> {
            if (!explained.contains(name)) {
                checkNewMailbox(name, mailbox);
            }
        });
        checkSubscriptions();
        return broken;
    }

    /** Finds the mailbox under its name, or under the one that it is being given. */
    private void place(MailboxName name) {
        Box box = promises.boxes.get(name);
        Set<MailboxName> names = new TreeSet<>(Set.of(name));
        boolean optional = false;
        for (Operation operation : promises.underWay) {
            if (operation instanceof Operation.Rename rename && Promises.isPartOf(rename, name)) {
                names.add(name.moved(rename.mailbox(), rename.to()));
            }
            optional |= operation instanceof Operation.Delete delete
                    && delete.mailbox().equals(name);
        }
        List<MailboxName> found = names.stream()
                .filter(place -> seen.mailboxes().containsKey(place))
                .filter(place -> box.uidValidity == Promises.UNKNOWN
                        || seen.mailboxes().get(place).uidValidity() == box.uidValidity)
                .toList();
        if (found.size() > 1) {
            broken.add(name + ": is there twice, as " + found);
        } else if (found.isEmpty() && !optional) {
            broken.add(name + ": is not there with UIDVALIDITY " + box.uidValidity + "; there is " + summary());
        }
        found.forEach(place -> places.put(name, place));
        explained.addAll(found);
    }

    private String summary() {
        SortedMap<MailboxName, Long> summary = new TreeMap<>();
        seen.mailboxes().forEach((name, mailbox) -> summary.put(name, mailbox.uidValidity()));
        return summary.toString();
    }

    private void checkMailbox(MailboxName name, Box box, MailboxName place) {
        ToldMailbox mailbox = seen.mailboxes().get(place);
        checkAtLeast(place, "UIDNEXT", mailbox.uidNext(), box.uidNext);
        checkAtLeast(place, "HIGHESTMODSEQ", mailbox.highestModSeq(), box.modSeq);
        if (!mailbox.messages().isEmpty() && mailbox.messages().lastKey() >= mailbox.uidNext()) {
            broken.add(place + ": has UID " + mailbox.messages().lastKey() + " and UIDNEXT " + mailbox.uidNext());
        }
        box.messages.forEach((uid, kept) -> checkMessage(place, uid, allowed(name, uid, kept), mailbox));
        List<Arrival> arrivals = arrivals(name);
        mailbox.messages().forEach((uid, message) -> {
            if (message.modSeq() > mailbox.highestModSeq()) {
                broken.add(place + ": UID " + uid + " is above HIGHESTMODSEQ " + mailbox.highestModSeq());
            }
            if (!box.messages.containsKey(uid)) {
                checkArrival(name, place, uid, message, arrivals);
            }
        });
        checkAllOrNone(place, name, arrivals);
    }

    private void checkAtLeast(MailboxName place, String what, long is, long told) {
        if (is < told) {
            broken.add(place + ": " + what + " is " + is + " after " + told + " was told");
        }
    }

    private Allowed allowed(MailboxName name, long uid, Kept kept) {
        Set<Flags> flags = new LinkedHashSet<>(flagsSurvive ? kept.flags() : kept.everFlags());
        boolean optional = false;
        for (Operation operation : promises.underWay) {
            if (operation instanceof Operation.Store store
                    && store.mailbox().equals(name)
                    && store.uids().contains(uid)) {
                flags.addAll(Promises.changed(flags, store));
            }
            optional |= operation instanceof Operation.Expunge expunge
                    && expunge.mailbox().equals(name)
                    && expunge.uids().contains(uid);
            optional |= operation instanceof Operation.Move move
                    && move.mailbox().equals(name)
                    && move.uids().contains(uid);
            optional |= operation instanceof Operation.Replace replace
                    && replace.mailbox().equals(name)
                    && replace.uid() == uid;
            optional |= operation instanceof Operation.Delete delete
                    && delete.mailbox().equals(name);
        }
        return new Allowed(kept, flags, optional);
    }

    private void checkMessage(MailboxName place, long uid, Allowed allowed, ToldMailbox mailbox) {
        ToldMessage message = mailbox.messages().get(uid);
        String which = place + ": UID " + uid;
        if (message == null) {
            if (!allowed.optional()) {
                broken.add(which + " is lost");
            }
            return;
        }
        if (!message.sha256().equals(allowed.kept().sha256())) {
            broken.add(which + " has another content, of " + message.size() + " octets");
        }
        if (message.date() != allowed.kept().date()) {
            broken.add(which + " has the date " + message.date() + " in place of "
                    + allowed.kept().date());
        }
        if (!allowed.flags().contains(message.flags())) {
            broken.add(which + " has the flags " + message.flags() + " in place of " + allowed.flags());
        }
    }

    private List<Arrival> arrivals(MailboxName name) {
        List<Arrival> arrivals = new ArrayList<>();
        for (Operation operation : promises.underWay) {
            if (operation instanceof Operation.Append append && append.mailbox().equals(name)) {
                append.messages().forEach(sent -> arrivals.add(arrival(operation, sent, 0)));
            } else if (operation instanceof Operation.Replace replace
                    && replace.target().equals(name)) {
                arrivals.add(arrival(operation, replace.message(), replace.uid()));
            } else if (operation instanceof Operation.Copy copy && copy.target().equals(name)) {
                arrivals.addAll(copies(operation, copy.mailbox(), copy.uids()));
            } else if (operation instanceof Operation.Move move && move.target().equals(name)) {
                arrivals.addAll(copies(operation, move.mailbox(), move.uids()));
            }
        }
        return arrivals;
    }

    private static Arrival arrival(Operation operation, Operation.Sent sent, long source) {
        return new Arrival(operation, sent.sha256(), sent.date(), Set.of(sent.flags()), source);
    }

    private List<Arrival> copies(Operation operation, MailboxName source, List<Long> uids) {
        Box box = promises.boxes.get(source);
        return uids.stream()
                .sorted()
                .filter(uid -> box != null && box.messages.containsKey(uid))
                .map(uid -> {
                    Kept kept = box.messages.get(uid);
                    Set<Flags> flags = flagsSurvive ? kept.flags() : kept.everFlags();
                    return new Arrival(operation, kept.sha256(), kept.date(), flags, uid);
                })
                .toList();
    }

    private void checkArrival(
            MailboxName name, MailboxName place, long uid, ToldMessage message, List<Arrival> arrivals) {
        Box box = promises.boxes.get(name);
        String which = place + ": UID " + uid;
        String before = box.contents.get(uid);
        if (before != null) {
            broken.add(which + (before.equals(message.sha256()) ? " is back" : " is given to another message"));
            return;
        }
        for (Arrival arrival : arrivals) {
            if (arrival.sha256().equals(message.sha256()) && !arrived.containsKey(arrival)) {
                arrived.put(arrival, uid);
                long uidNext = promises.uidNexts.get(arrival.operation()).getOrDefault(name, 1L);
                if (uid < uidNext) {
                    broken.add(which + " is new, below UIDNEXT " + uidNext + " that was told");
                }
                if (arrival.date() != message.date() || !arrival.flags().contains(message.flags())) {
                    broken.add(which + " came as " + message + " in place of " + arrival);
                }
                return;
            }
        }
        boolean duplicate =
                box.messages.values().stream().anyMatch(kept -> kept.sha256().equals(message.sha256()));
        broken.add(which + (duplicate ? " is a duplicate" : " came from nowhere") + ": " + message);
    }

    private void checkAllOrNone(MailboxName place, MailboxName name, List<Arrival> arrivals) {
        for (Operation operation : promises.underWay) {
            List<Arrival> parts = arrivals.stream()
                    .filter(arrival -> arrival.operation() == operation)
                    .toList();
            List<Long> uids = parts.stream()
                    .filter(arrived::containsKey)
                    .map(arrived::get)
                    .toList();
            if (!uids.equals(uids.stream().sorted().toList())) {
                broken.add(place + ": messages of one command have the UIDs " + uids + ", out of order");
            }
            if (!(operation instanceof Operation.Move) && !uids.isEmpty() && uids.size() < parts.size()) {
                broken.add(name + ": has " + uids.size() + " of the " + parts.size() + " messages of one command");
            }
        }
    }

    private void checkMoves() {
        for (Operation operation : promises.underWay) {
            if (operation instanceof Operation.Move move) {
                move.uids().forEach(uid -> checkMove(operation, move.mailbox(), uid, move.target()));
            } else if (operation instanceof Operation.Replace replace) {
                checkMove(operation, replace.mailbox(), replace.uid(), replace.target());
            }
        }
    }

    /** Each message, or the one in its place, in one of the two mailboxes. */
    private void checkMove(Operation operation, MailboxName mailbox, long uid, MailboxName target) {
        Box source = promises.boxes.get(mailbox);
        MailboxName place = places.get(mailbox);
        if (source == null || place == null) {
            return;
        }
        boolean stayed = seen.mailboxes().get(place).messages().containsKey(uid);
        boolean came = arrived.keySet().stream()
                .anyMatch(arrival -> arrival.operation() == operation && arrival.source() == uid);
        if (source.messages.containsKey(uid) && stayed == came) {
            broken.add(
                    mailbox + ": UID " + uid + " is moved to " + target + " and is in " + (came ? "both" : "neither"));
        }
    }

    private void checkNewMailbox(MailboxName name, ToldMailbox mailbox) {
        boolean expected = promises.underWay.stream()
                .anyMatch(operation -> operation instanceof Operation.Create create
                        && (create.mailbox().equals(name) || create.mailbox().isInferiorOf(name)));
        if (!expected) {
            broken.add(name + ": came from nowhere, with UIDVALIDITY " + mailbox.uidValidity());
        } else if (mailbox.uidValidity() <= promises.uidValidities.getOrDefault(name, 0L)) {
            broken.add(name + ": has again UIDVALIDITY " + mailbox.uidValidity());
        } else if (!mailbox.messages().isEmpty()) {
            broken.add(name + ": is new and not empty");
        }
    }

    private void checkSubscriptions() {
        Set<MailboxName> missing = new TreeSet<>(promises.subscriptions);
        missing.removeAll(seen.subscriptions());
        Set<MailboxName> extra = new TreeSet<>(seen.subscriptions());
        extra.removeAll(promises.subscriptions);
        for (Operation operation : promises.underWay) {
            if (operation instanceof Operation.Subscribe subscribe) {
                (subscribe.on() ? extra : missing).remove(subscribe.mailbox());
            }
        }
        missing.forEach(name -> broken.add(name + ": the subscription is lost"));
        extra.forEach(name -> broken.add(name + ": is subscribed by nobody"));
    }
}
