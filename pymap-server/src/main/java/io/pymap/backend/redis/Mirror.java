package io.pymap.backend.redis;

import io.lettuce.core.protocol.CommandType;
import io.pymap.mailbox.Changes;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.index.LogEntry;
import io.pymap.mailbox.index.MailboxIndex;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one mailbox as this process knows them: a copy that follows the change log in Redis. Each question first
 * brings it up to date, in one round trip; those who ask at the same time share it.
 */
final class Mirror {

    private static final int PAGE = 1000;
    private static final int ATTEMPTS = 5;
    private static final long NOTHING = 1L << 53; // no mod-sequence is higher

    private final Link link;
    private final Keys.Box keys;
    private final Records records;
    private final long uidValidity;

    /** Held while Redis is asked, so that changes are taken over one after the other. Nothing else is done under it. */
    private final ReentrantLock asking = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Turn next; // nobody is waiting
    private @Nullable State state; // nobody has asked yet

    private record State(MailboxIndex index, Flags known, MailboxCounts counts) {}

    /** One round trip that some wait for. It begins after all of them have asked. */
    private static final class Turn {
        private @Nullable State state; // not done yet
        private @Nullable MailboxException failure; // has not failed
    }

    Mirror(Link link, Keys.Box keys, Records records, long uidValidity) {
        this.link = link;
        this.keys = keys;
        this.records = records;
        this.uidValidity = uidValidity;
    }

    List<Message> find(Collection<Long> uids) {
        return upToDate().index.find(uids);
    }

    /** Those that were there when somebody asked last. Answers at once, if anybody has. */
    List<Message> known(Collection<Long> uids) {
        State known = state();
        return (known == null ? upToDate() : known).index.find(uids);
    }

    /** Brings it up to date, if anybody uses it. */
    void keepUp() {
        if (state() != null) {
            upToDate();
        }
    }

    /** Those that follow a UID, as far as is known now. */
    List<Message> after(long uid, int most) {
        State known = state();
        return known == null ? List.of() : known.index.after(uid, most);
    }

    Flags flags() {
        State now = upToDate();
        return now.known.plus(now.index.flags());
    }

    MailboxCounts counts() {
        return upToDate().counts;
    }

    Changes changesSince(long modSeq) {
        MailboxIndex index = upToDate().index;
        Changes changes = index.changesSince(modSeq);
        // Redis has come back with an older state: what was told since then has never been.
        return modSeq > changes.upTo() ? index.changesSince(0) : changes;
    }

    private @Nullable State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    private State upToDate() {
        Turn mine;
        lock.lock();
        try {
            mine = next == null ? new Turn() : next;
            next = mine;
        } finally {
            lock.unlock();
        }
        asking.lock();
        try {
            return taken(mine);
        } finally {
            asking.unlock();
        }
    }

    private State taken(Turn turn) {
        if (turn.failure != null) {
            throw turn.failure;
        }
        if (turn.state != null) {
            return turn.state;
        }
        State before;
        lock.lock();
        try {
            next = null; // who comes now wants to know what happens from now on
            before = state;
        } finally {
            lock.unlock();
        }
        try {
            State after = before == null ? load() : followed(before);
            lock.lock();
            try {
                state = after;
            } finally {
                lock.unlock();
            }
            turn.state = after;
            return after;
        } catch (MailboxException e) {
            turn.failure = e;
            throw e;
        }
    }

    private State followed(State before) {
        long upTo = before.counts.highestModSeq();
        while (true) {
            Answer answer = sync(upTo);
            if (answer.outcome().equals("GONE")) {
                return nothing(before);
            }
            MailboxCounts counts = counts(answer);
            if (counts.highestModSeq() == upTo) {
                return new State(before.index, before.known, counts);
            }
            List<LogEntry> log = log(answer);
            if (counts.highestModSeq() < upTo || !follows(log, upTo)) {
                return load();
            }
            before.index.follow(log);
            upTo = log.get(log.size() - 1).modSeq();
            if (counts.highestModSeq() == upTo) {
                return new State(before.index, before.known, counts);
            }
        }
    }

    /** Whether nothing is missing: not the beginning, and no numbers that a restarted Redis has left out. */
    private static boolean follows(List<LogEntry> log, long upTo) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).modSeq() != upTo + 1 + i) {
                return false;
            }
        }
        return !log.isEmpty();
    }

    private Answer sync(long since) {
        return link.ask(Call.of(Script.SYNC, List.of(keys.info(), keys.log()), since, PAGE));
    }

    private List<LogEntry> log(Answer answer) {
        List<LogEntry> log = new ArrayList<>();
        answer.at(10).all().forEach(entry -> log.addAll(records.entries(entry)));
        return log;
    }

    private static MailboxCounts counts(Answer answer) {
        return new MailboxCounts(
                answer.at(4).number(),
                answer.at(9).number(),
                answer.at(5).number(),
                answer.at(6).number(),
                answer.at(8).number(),
                answer.at(7).number(),
                Math.min(answer.at(1).number(), MailboxIndex.MAX_UID),
                answer.at(3).number());
    }

    /** The mailbox was deleted, and cleared away since. */
    private State nothing(State before) {
        long highest = before.counts.highestModSeq() + (before.counts.messages() > 0 ? 1 : 0);
        MailboxIndex empty = index();
        empty.follow(List.of(new LogEntry.Touched(highest)));
        empty.skipTo(before.counts.uidNext());
        empty.forgetUpTo(highest);
        return new State(empty, before.known, new MailboxCounts(0, 0, 0, 0, 0, 0, before.counts.uidNext(), highest));
    }

    private MailboxIndex index() {
        return new MailboxIndex(uidValidity, 1, InstantSource.system());
    }

    private State load() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Answer start = sync(NOTHING);
            if (start.outcome().equals("GONE")) {
                throw new MailboxException.NotFound("The mailbox has been deleted");
            }
            Map<Long, Message> messages = scan();
            Log log = wholeLog();
            if (log.completeSince <= counts(start).highestModSeq()) {
                return restored(messages, log);
            } // else there were more changes meanwhile than the log holds
        }
        throw new MailboxException.Unavailable("The mailbox changes too fast to be read");
    }

    /** Every message, each as it was at some moment of the walk. */
    private Map<Long, Message> scan() {
        Map<Long, Message> messages = new HashMap<>();
        String cursor = "0";
        do {
            Answer page = link.ask(Call.reading(CommandType.HSCAN, keys.messages(), cursor, "COUNT", PAGE));
            cursor = page.at(0).text();
            List<Answer> fields = page.at(1).all();
            for (int i = 0; i + 1 < fields.size(); i += 2) {
                Message message = records.message(
                        fields.get(i).number(), fields.get(i + 1).text());
                messages.merge(message.uid(), message, (one, other) -> one.modSeq() > other.modSeq() ? one : other);
            }
        } while (!cursor.equals("0"));
        return messages;
    }

    /** @param completeSince the mod-sequence from which on nothing is missing */
    private record Log(List<LogEntry> entries, long completeSince, MailboxCounts counts) {}

    private Log wholeLog() {
        List<LogEntry> entries = new ArrayList<>();
        long upTo = 0;
        while (true) {
            Answer answer = sync(upTo);
            if (answer.outcome().equals("GONE")) {
                throw new MailboxException.NotFound("The mailbox has been deleted");
            }
            List<LogEntry> page = log(answer);
            entries.addAll(page);
            long highest = counts(answer).highestModSeq();
            upTo = page.isEmpty() ? highest : page.get(page.size() - 1).modSeq();
            if (upTo >= highest) {
                return new Log(entries, completeSince(entries, highest), counts(answer));
            }
        }
    }

    private static long completeSince(List<LogEntry> entries, long highest) {
        long since = highest;
        for (int i = entries.size() - 1; i >= 0 && entries.get(i).modSeq() == since; i--) {
            since--;
        }
        return since;
    }

    private State restored(Map<Long, Message> messages, Log log) {
        List<LogEntry> entries = new ArrayList<>();
        for (LogEntry entry : log.entries) {
            if (entry instanceof LogEntry.Added added) {
                messages.computeIfAbsent(added.message().uid(), uid -> added.message());
            } else if (entry instanceof LogEntry.Flagged flagged) {
                messages.computeIfPresent(
                        flagged.uid(),
                        (uid, message) -> message.modSeq() < flagged.modSeq()
                                ? message.withFlags(flagged.flags(), flagged.modSeq())
                                : message);
            } else if (entry instanceof LogEntry.Expunged gone) {
                messages.remove(gone.uid());
                if (gone.modSeq() > log.completeSince) {
                    entries.add(gone);
                }
            }
        }
        messages.values().forEach(message -> entries.add(new LogEntry.Added(message)));
        entries.add(new LogEntry.Touched(log.counts.highestModSeq()));
        MailboxIndex index = index();
        index.follow(entries);
        index.skipTo(log.counts.uidNext());
        index.forgetUpTo(log.completeSince);
        Flags known = Flags.of(
                link.ask(Call.reading(CommandType.HVALS, keys.keywords())).texts());
        return new State(index, Flags.SYSTEM.plus(known), log.counts);
    }
}
