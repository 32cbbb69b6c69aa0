package io.pymap.imap.extension;

import io.pymap.imap.session.Connection;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.MessageSet;
import io.pymap.imap.syntax.MessageSet.Range;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Parameter;
import io.pymap.mailbox.Changes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * QRESYNC: what has changed and what is gone since the last time, with SELECT or UID FETCH. RFC 7162 3.2. The view tells
 * VANISHED in place of EXPUNGE once this is enabled.
 */
public final class Qresync implements Extension {

    private static final String NAME = "QRESYNC";
    private static final MessageSet ALL = new MessageSet(true, List.of(new Range(1, MessageSet.STAR)));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 7162";
    }

    @Override
    public Set<String> needs() {
        return Set.of("CONDSTORE", "ENABLE");
    }

    @Override
    public String summary() {
        return "Resynchronizing in one round trip: SELECT (QRESYNC ...), VANISHED";
    }

    @Override
    public Set<String> features() {
        return Set.of(NAME);
    }

    @Override
    public Map<Parameter.Key, Parameter.Parser> parameters() {
        return Map.of(
                new Parameter.Key("SELECT", NAME),
                LastKnown::parse,
                new Parameter.Key("FETCH", "VANISHED"),
                in -> new AskForVanished());
    }

    private static void requireEnabled(Connection connection) {
        if (!connection.enabled(NAME)) {
            throw new SyntaxException("Expected ENABLE QRESYNC before this.");
        }
    }

    /**
     * {@code SELECT mailbox (QRESYNC (...))}. RFC 7162 3.2.5.
     *
     * @param match sequence numbers and UIDs that the client knows to belong together; both ascending, as many of each
     */
    private record LastKnown(long uidValidity, long modSeq, MessageSet known, Optional<Match> match)
            implements Parameter {

        static LastKnown parse(ArgumentReader in) {
            in.space().expect('(');
            long uidValidity = in.nonZeroNumber();
            long modSeq = in.space().number63();
            MessageSet known = ALL;
            Optional<Match> match = Optional.empty();
            if (in.skip(' ')) {
                if (!in.next('(')) {
                    known = in.messageSet(true);
                    if (known.ranges().stream()
                            .anyMatch(range -> Math.max(range.first(), range.last()) == MessageSet.STAR)) {
                        throw in.expected("UIDs without * before this"); // RFC 7162 7: known-uids
                    }
                }
                if (in.next('(') || in.skip(' ')) {
                    match = Optional.of(Match.parse(in));
                }
            }
            in.expect(')');
            return new LastKnown(uidValidity, modSeq, known, match);
        }

        @Override
        public void prepare(Connection connection) {
            requireEnabled(connection);
        }

        @Override
        public List<Untagged> onSelected(Selected session) {
            MailboxView view = session.view();
            if (view.mailbox().uidValidity() != uidValidity) {
                return List.of(); // RFC 7162 3.2.5: as if nothing had changed
            }
            long knownTo = match.map(pairs -> pairs.lastThatFits(view)).orElse(0L);
            List<Untagged> told = new ArrayList<>(vanished(view, known, modSeq, knownTo));
            for (Numbered numbered : view.select(known)) {
                if (numbered.message().modSeq() > modSeq) {
                    told.add(view.flagsFetch(numbered.sequenceNumber(), numbered.message(), true));
                }
            }
            return told;
        }
    }

    /** Pairs of which the client is sure. RFC 7162 3.2.5.2. */
    private record Match(MessageSet numbers, MessageSet uids) {

        static Match parse(ArgumentReader in) {
            in.expect('(');
            MessageSet numbers = in.messageSet(false);
            MessageSet uids = in.space().messageSet(true);
            in.expect(')');
            if (numbers.highest() == 0 || uids.highest() == 0 || count(numbers) != count(uids)) {
                throw in.expected("as many UIDs as numbers, without '*', before this");
            }
            return new Match(numbers, uids);
        }

        private static long count(MessageSet set) {
            return set.resolve(0).stream()
                    .mapToLong(range -> range.last() - range.first() + 1)
                    .sum();
        }

        /** The highest UID up to which the client has missed nothing. */
        long lastThatFits(MailboxView view) {
            long fits = 0;
            Iterator<Range> uidRanges = uids.resolve(0).iterator();
            Range open = uidRanges.next();
            long uid = open.first();
            for (Range range : numbers.resolve(0)) {
                for (long number = range.first(); number <= range.last(); number++) {
                    if (number > view.size() || view.message((int) number).uid() != uid) {
                        return fits;
                    }
                    fits = uid;
                    if (uid < open.last()) {
                        uid++;
                    } else if (uidRanges.hasNext()) {
                        open = uidRanges.next();
                        uid = open.first();
                    }
                }
            }
            return fits;
        }
    }

    /** {@code UID FETCH ... (CHANGEDSINCE n VANISHED)}. RFC 7162 3.2.6. */
    private record AskForVanished() implements Parameter {

        @Override
        public List<Untagged> ahead(Selected session, MessageSet messages, List<Parameter> all) {
            requireEnabled(session.connection());
            long since = all.stream().mapToLong(Parameter::changedSince).max().orElse(-1);
            if (!messages.byUid() || since < 0) {
                throw new SyntaxException("Expected VANISHED only in UID FETCH, together with CHANGEDSINCE.");
            }
            return vanished(session.view(), messages, since, 0);
        }
    }

    /**
     * Tells those of the UIDs that are gone since then, or that are gone at all where the mailbox does not know since when.
     *
     * @param above only UIDs above this one
     */
    private static List<Untagged> vanished(MailboxView view, MessageSet known, long modSeq, long above) {
        Changes changes = view.mailbox().changesSince(modSeq);
        long maxUid = view.mailbox().counts().uidNext() - 1;
        List<Range> gone = new ArrayList<>();
        TreeSet<Long> expunged = new TreeSet<>(changes.expunged());
        for (Range range : known.resolve(Math.max(maxUid, 1))) {
            long first = Math.max(range.first(), above + 1);
            long last = Math.min(range.last(), maxUid);
            if (first > last) {
                continue;
            }
            if (changes.complete()) {
                view.gaps(new Range(first, last)).forEach(gone::add);
            } else {
                for (long uid : expunged.subSet(first, true, last, true)) {
                    if (!view.knows(uid)) { // else this session has yet to be told, with its number
                        gone.add(new Range(uid, uid));
                    }
                }
            }
        }
        return gone.isEmpty() ? List.of() : List.of(new Untagged.Vanished(true, gone));
    }
}
