package io.pymap.imap.session;

import io.pymap.imap.syntax.MessageSet;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.mailbox.Changes;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.Message;
import io.pymap.search.Positions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * A mailbox as one client knows it. Sequence numbers are positions in this list, so they change only when the client is
 * told. Belongs to one session; not thread-safe.
 */
public final class MailboxView {

    private static final Flags RECENT = Flags.of(Flags.RECENT);

    private final Mailbox mailbox;
    private final Connection connection;
    private final boolean readOnly;
    private final ArrayList<Message> messages = new ArrayList<>();
    private final TreeSet<Long> untoldExpunges = new TreeSet<>();
    private final Map<Long, Long> acknowledged = new HashMap<>(); // UID to mod-sequence
    private final List<MessageSet.Range> recent = new ArrayList<>(1); // UIDs that are recent in this session
    private int toldRecent;
    private final FlagPlaces flagPlaces = new FlagPlaces(this);
    private long[] saved = {}; // UIDs of the result that SEARCH has saved, ascending
    private final List<MailboxFollower> followers = new ArrayList<>();
    private final long hiddenTo; // the last UID that the client does not get to see
    private long syncedTo;
    private long allToldTo; // as syncedTo, expunges included

    /**
     * Opens the mailbox as it is now.
     *
     * @param examine whether the client will not change it, and so does not claim recent messages (RFC 3501 6.3.2)
     */
    public MailboxView(Mailbox mailbox, boolean examine, Connection connection) {
        this.mailbox = mailbox;
        this.connection = connection;
        this.readOnly = examine || mailbox.readOnly();
        Changes all = mailbox.changesSince(0);
        int hidden = Math.max(0, all.updated().size() - connection.shownMessages());
        hiddenTo = hidden == 0 ? 0 : all.updated().get(hidden - 1).uid();
        messages.addAll(all.updated().subList(hidden, all.updated().size()));
        syncedTo = all.upTo();
        allToldTo = syncedTo;
        long firstRecent = readOnly ? mailbox.firstRecentUid() : mailbox.claimRecent(lastUid());
        recent.add(new MessageSet.Range(firstRecent, readOnly ? Long.MAX_VALUE : Math.max(lastUid(), firstRecent - 1)));
        toldRecent = recentCount();
    }

    /** A message with the number that the client has for it. */
    public record Numbered(int sequenceNumber, Message message) {}

    public Mailbox mailbox() {
        return mailbox;
    }

    /** Whether this session may not change the mailbox. */
    public boolean readOnly() {
        return readOnly;
    }

    public int size() {
        return messages.size();
    }

    /** The mod-sequence up to which this view is true. */
    public long syncedTo() {
        return syncedTo;
    }

    /** The message with that sequence number, which must exist. */
    public Message message(int sequenceNumber) {
        return messages.get(sequenceNumber - 1);
    }

    /** All messages that the client knows. */
    public List<Numbered> all() {
        List<Numbered> all = new ArrayList<>(messages.size());
        for (int index = 0; index < messages.size(); index++) {
            all.add(new Numbered(index + 1, messages.get(index)));
        }
        return all;
    }

    /**
     * Those messages of the set that the client knows, in ascending order. UIDs that are not there name no message.
     *
     * @throws SyntaxException for a sequence number that is not there (RFC 9051 9, {@code seq-number})
     */
    public List<Numbered> select(MessageSet set) {
        List<Numbered> chosen = new ArrayList<>();
        if (set.saved()) {
            if (!connection.offers("SEARCHRES")) {
                throw new SyntaxException("Expected numbers and no '$'.");
            }
            for (long uid : saved) {
                int index = indexOf(uid);
                if (index >= 0) {
                    chosen.add(new Numbered(index + 1, messages.get(index)));
                }
            }
            return chosen;
        }
        long star = set.byUid() ? lastUid() : messages.size();
        if (!set.byUid() && (messages.isEmpty() || set.highest() > messages.size())) {
            throw new SyntaxException("Expected message numbers up to " + messages.size() + ".");
        }
        for (MessageSet.Range range : set.resolve(star)) {
            int from = set.byUid() ? insertionPoint(range.first()) : (int) range.first() - 1;
            int to = set.byUid() ? insertionPoint(range.last() + 1) : (int) range.last();
            for (int index = from; index < to; index++) {
                chosen.add(new Numbered(index + 1, messages.get(index)));
            }
        }
        return chosen;
    }

    /** Keeps these UIDs, in whatever order, as what {@code $} stands for. RFC 5182. */
    public void save(LongStream uids) {
        saved = uids.sorted().distinct().toArray();
    }

    /** Tells of UIDs whether they are among those that are saved now. */
    public LongPredicate savedNow() {
        long[] now = saved;
        return uid -> Arrays.binarySearch(now, uid) >= 0;
    }

    /** Those that keep up with this mailbox, until it is closed. */
    public List<MailboxFollower> followers() {
        return List.copyOf(followers);
    }

    public void add(MailboxFollower follower) {
        followers.add(follower);
    }

    public void remove(MailboxFollower follower) {
        followers.remove(follower);
    }

    /** Where messages are by their flags. */
    public Positions positions() {
        return flagPlaces;
    }

    /** The UIDs of {@link #select}. */
    public List<Long> uids(MessageSet set) {
        List<Long> uids = new ArrayList<>();
        for (Numbered numbered : select(set)) {
            uids.add(numbered.message().uid());
        }
        return uids;
    }

    /** Whether the client has a number for that UID. */
    public boolean knows(long uid) {
        return indexOf(uid) >= 0;
    }

    /** The UIDs from the first to the last of the range that name no message here, ascending. */
    public List<MessageSet.Range> gaps(MessageSet.Range range) {
        List<MessageSet.Range> gaps = new ArrayList<>();
        long from = range.first();
        for (int i = insertionPoint(from);
                i < messages.size() && messages.get(i).uid() <= range.last();
                i++) {
            long uid = messages.get(i).uid();
            if (uid > from) {
                gaps.add(new MessageSet.Range(from, uid - 1));
            }
            from = uid + 1;
        }
        if (from <= range.last()) {
            gaps.add(new MessageSet.Range(from, range.last()));
        }
        return gaps;
    }

    /** The highest UID that the client knows; 0 in an empty mailbox. */
    public long lastUid() {
        return messages.isEmpty() ? 0 : messages.get(messages.size() - 1).uid();
    }

    /** The flags of a message as this session sees them: with {@code \Recent} where it is, and where that exists. */
    public Flags flags(Message message) {
        return !connection.rev2() && isRecent(message) ? message.flags().plus(RECENT) : message.flags();
    }

    public boolean isRecent(Message message) {
        for (MessageSet.Range range : recent) {
            if (range.first() <= message.uid() && message.uid() <= range.last()) {
                return true;
            }
        }
        return false;
    }

    public int recentCount() {
        int count = 0;
        for (MessageSet.Range range : recent) {
            int end = range.last() == Long.MAX_VALUE ? messages.size() : insertionPoint(range.last() + 1);
            count += Math.max(0, end - insertionPoint(range.first()));
        }
        return count;
    }

    /**
     * Brings the view up to date, and returns what the client must be told: expunges from the highest number down so that
     * the others keep theirs, then EXISTS, RECENT and flags.
     *
     * @param mayExpunge false while the client counts on its sequence numbers (RFC 9051 7.5.1)
     * @param byUid whether a UID command is under way, so that FETCH responses carry UIDs (RFC 9051 6.4.9)
     */
    public List<Untagged> catchUp(boolean mayExpunge, boolean byUid) {
        SelectedEvents wanted = connection.selectedEvents();
        if (!wanted.messages()) {
            return List.of();
        }
        Changes changes = mailbox.changesSince(syncedTo);
        long claimedFrom = claimRecent(changes); // before anything changes here: the backend may fail
        List<Untagged> news = new ArrayList<>();
        noteExpunges(changes);
        boolean expunged = mayExpunge && !untoldExpunges.isEmpty();
        if (expunged) {
            tellExpunges(news);
        }
        int before = messages.size();
        List<Untagged> flags = new ArrayList<>();
        List<Numbered> changed = new ArrayList<>();
        for (Message message : changes.updated()) {
            if (message.uid() <= hiddenTo) {
                continue;
            }
            int index = indexOf(message.uid());
            int place = index < 0 ? messages.size() : index;
            if (!followers.isEmpty()) {
                changed.add(new Numbered(place + 1, message));
            }
            flagPlaces.changed(place, message);
            if (index < 0) {
                messages.add(message);
                continue;
            }
            messages.set(index, message);
            Long told = acknowledged.get(message.uid());
            if (wanted.flags() && (told == null || told != message.modSeq())) {
                flags.add(flagsFetch(index + 1, message, byUid));
            }
        }
        if (messages.size() > before) {
            noteRecent(before, claimedFrom);
        }
        if (messages.size() > before || (expunged && connection.countedAfterExpunges())) {
            news.add(new Untagged.Exists(messages.size()));
        }
        int recentNow = recentCount();
        if (recentNow != toldRecent && !connection.rev2()) {
            toldRecent = recentNow;
            news.add(new Untagged.Recent(recentNow));
        }
        news.addAll(flags);
        for (int index = before; index < messages.size(); index++) {
            Numbered arrived = new Numbered(index + 1, messages.get(index));
            news.add(wanted.arrived(arrived, this, connection)
                    .orElseGet(() -> flagsFetch(arrived.sequenceNumber(), arrived.message(), byUid)));
        }
        if (!changed.isEmpty()) {
            followers.forEach(follower -> news.addAll(follower.changed(changed)));
        }
        acknowledged.clear();
        syncedTo = changes.upTo();
        if (untoldExpunges.isEmpty()) {
            allToldTo = syncedTo;
        } else if (connection.tellsModSeq() && !news.isEmpty()) {
            // RFC 7162 3.2: who loses the connection now must not believe to know of the expunges that are held back.
            news.add(Untagged.ok(ResponseCode.of("HIGHESTMODSEQ", allToldTo), "Expunges are yet to be told."));
        }
        return news;
    }

    /** What the client is told of a message's flags. */
    public Untagged flagsFetch(int sequenceNumber, Message message, boolean byUid) {
        long modSeq = connection.tellsModSeq() ? message.modSeq() : 0;
        if (connection.enabled("UIDONLY")) {
            return new Untagged.FlagsUidFetch(message.uid(), flags(message), modSeq);
        }
        // RFC 7162 3.2.4: a server that has QRESYNC tells UIDs with mod-sequences.
        boolean withUid = byUid
                || connection.rev2()
                || (connection.tellsModSeq() && connection.offers("QRESYNC"))
                || !connection.selectedEvents().equals(SelectedEvents.ALL); // RFC 5465 5.1
        return new Untagged.FlagsFetch(sequenceNumber, flags(message), withUid ? message.uid() : 0, modSeq);
    }

    private void noteExpunges(Changes changes) {
        for (long uid : changes.expunged()) {
            if (indexOf(uid) >= 0) {
                untoldExpunges.add(uid);
            }
        }
        if (changes.complete()) {
            TreeSet<Long> alive = new TreeSet<>();
            changes.updated().forEach(message -> alive.add(message.uid()));
            for (Message known : messages) {
                if (!alive.contains(known.uid())) {
                    untoldExpunges.add(known.uid());
                }
            }
        }
    }

    private void tellExpunges(List<Untagged> news) {
        BitSet gone = new BitSet();
        if (!followers.isEmpty()) {
            List<Numbered> leaving = new ArrayList<>();
            for (long uid : untoldExpunges) {
                int index = indexOf(uid);
                leaving.add(new Numbered(index + 1, messages.get(index)));
            }
            followers.forEach(follower -> news.addAll(follower.leaving(leaving)));
        }
        boolean byUid = connection.tellsVanished();
        for (long uid : untoldExpunges.descendingSet()) {
            int index = indexOf(uid);
            gone.set(index);
            if (!byUid) {
                news.add(new Untagged.Expunge(index + 1));
            }
        }
        if (byUid) {
            news.add(new Untagged.Vanished(
                    false,
                    untoldExpunges.stream()
                            .map(uid -> new MessageSet.Range(uid, uid))
                            .toList()));
        }
        int to = gone.nextSetBit(0);
        for (int from = to; from < messages.size(); from++) {
            if (!gone.get(from)) {
                messages.set(to++, messages.get(from));
            }
        }
        messages.subList(to, messages.size()).clear();
        untoldExpunges.clear();
        flagPlaces.moved();
    }

    /** Claims the new messages for this session; answers from which UID on they are its own. */
    private long claimRecent(Changes changes) {
        List<Message> updated = changes.updated();
        long newest = updated.isEmpty() ? 0 : updated.get(updated.size() - 1).uid();
        return readOnly || newest <= lastUid() ? Long.MAX_VALUE : mailbox.claimRecent(newest);
    }

    private void noteRecent(int firstNew, long claimedFrom) {
        if (readOnly) {
            return; // all from the first recent one on stay recent for a session that claims none
        }
        long from = Math.max(claimedFrom, messages.get(firstNew).uid());
        if (from > lastUid()) {
            return; // another session was first
        }
        MessageSet.Range last = recent.get(recent.size() - 1);
        if (from == last.last() + 1) {
            recent.set(recent.size() - 1, new MessageSet.Range(last.first(), lastUid()));
        } else {
            recent.add(new MessageSet.Range(from, lastUid()));
        }
    }

    /** The client has been told this state of the message by its own command. */
    public void acknowledge(Message told) {
        acknowledged.put(told.uid(), told.modSeq());
    }

    /** As {@link #acknowledge}, for a silent STORE: only where nobody else's change came along with it. */
    public void silence(Numbered before, FlagChange change, Message after) {
        if (change.applyTo(before.message().flags()).equals(after.flags())) {
            acknowledge(after);
        }
    }

    /** Lets this client go on with a message that others have expunged. RFC 2180 4.2. */
    public void changeExpunged(Numbered message, Flags flags) {
        Message known = message.message();
        messages.set(message.sequenceNumber() - 1, known.withFlags(flags, known.modSeq()));
        flagPlaces.changed(message.sequenceNumber() - 1, messages.get(message.sequenceNumber() - 1));
    }

    public boolean hasUntoldExpunges() {
        return !untoldExpunges.isEmpty();
    }

    private int indexOf(long uid) {
        int index = insertionPoint(uid);
        return index < messages.size() && messages.get(index).uid() == uid ? index : -1;
    }

    /** The index of the first message whose UID is not below this one. */
    int insertionPoint(long uid) {
        int low = 0;
        int high = messages.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (messages.get(middle).uid() < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
