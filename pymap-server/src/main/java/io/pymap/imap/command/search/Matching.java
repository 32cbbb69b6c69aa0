package io.pymap.imap.command.search;

import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.search.Candidate;
import io.pymap.search.Criterion;
import io.pymap.search.Extent;
import io.pymap.search.Narrowed;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tries the messages of a view, some at a time, and only those that flags do not rule out. */
public final class Matching implements Steps.Work {

    /** Messages that are tried in one step where their octets need not be read. */
    private static final int MESSAGES_A_STEP = 1_000;

    /** Octets that are read in one step. */
    private static final long OCTETS_A_STEP = 256 << 10;

    private final MailboxView view;
    private final Criterion wanted;
    private final BitSet places; // where a message may be that is wanted
    private final boolean exact;
    private final IntStream.Builder found = IntStream.builder();
    private long octetsLeft;
    private int next;

    /** @param octets that may be read at most */
    public Matching(Selected session, Criterion criterion, long octets) {
        this(session.view(), criterion, extent(session), octets);
    }

    private Matching(MailboxView view, Criterion criterion, Extent extent, long octets) {
        this.view = view;
        this.wanted = criterion.within(extent);
        this.octetsLeft = octets;
        Optional<Narrowed> narrowed = wanted.narrow(view.positions());
        this.exact = narrowed.map(Narrowed::exact).orElse(false);
        this.places = narrowed.map(Narrowed::places).orElseGet(() -> Narrowed.all(view.size()));
        this.next = places.nextSetBit(0);
    }

    private static Extent extent(Selected session) {
        MailboxView view = session.view();
        return new Extent(
                view.size(),
                view.lastUid(),
                number -> view.message(number).uid(),
                view::isSaved,
                session.connection().now());
    }

    @Override
    public boolean advance() {
        long octets = 0;
        int most = exact ? 100 * MESSAGES_A_STEP : MESSAGES_A_STEP;
        for (int i = 0; i < most && octets < OCTETS_A_STEP && next >= 0; i++) {
            Numbered numbered = new Numbered(next + 1, view.message(next + 1));
            if (exact) {
                found.add(next + 1);
            } else {
                octets += attempt(numbered);
            }
            next = places.nextSetBit(next + 1);
        }
        octetsLeft -= octets;
        if (octetsLeft < 0) {
            throw Search.tooMuch();
        }
        return next >= 0;
    }

    private long attempt(Numbered numbered) {
        Candidate candidate = Search.candidate(view, numbered);
        if (wanted.matches(candidate)) {
            found.add(numbered.sequenceNumber());
        }
        return candidate.wasRead() ? numbered.message().size() : 0;
    }

    /** The sequence numbers of what was found, ascending. To be called once, at the end. */
    public int[] found() {
        return found.build().toArray();
    }
}
