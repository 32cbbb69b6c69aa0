package io.pymap.imap.command.search;

import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Annotations;
import io.pymap.search.Candidate;
import io.pymap.search.Criterion;
import io.pymap.search.Extent;
import io.pymap.search.Narrowed;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Tries the messages of a view, some at a time, and only those that flags do not rule out. */
public final class Matching implements Steps.Work {

    /** Messages that are tried in one step where their octets need not be read. */
    private static final int MESSAGES_A_STEP = 1_000;

    /** Octets that are read in one step. */
    private static final long OCTETS_A_STEP = 256 << 10;

    private static final int MAX_FILTERS = 100;

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

    /** What a search begins with now. */
    public static Extent extent(Selected session) {
        MailboxView view = session.view();
        return new Extent(
                view.size(),
                view.lastUid(),
                number -> view.message(number).uid(),
                view.savedNow(),
                session.connection().now(),
                filters(session.account()));
    }

    /** RFC 5466 3.1. As filters may name others, or themselves, they are bounded all together. */
    private static Function<String, Optional<byte[]>> filters(Account account) {
        AtomicInteger left = new AtomicInteger(MAX_FILTERS);
        return name -> {
            if (left.getAndDecrement() <= 0) {
                return Optional.empty();
            }
            Annotations annotations = account.annotations();
            return annotations
                    .value("/private/filters/values/" + name)
                    .or(() -> annotations.value("/shared/filters/values/" + name));
        };
    }

    /**
     * Looks at no more than the last so many of the messages that are named. To be called before anything else.
     *
     * @return what is told where those are not all (RFC 9738 3.1)
     */
    Optional<ResponseCode> limitTo(long most) {
        if (view.size() <= most) {
            return Optional.empty();
        }
        Criterion scope = wanted.scope();
        BitSet named = scope.narrow(view.positions())
                .filter(Narrowed::exact)
                .map(Narrowed::places)
                .orElseGet(() -> named(scope));
        if (named.cardinality() <= most) {
            return Optional.empty();
        }
        int lowest = named.length();
        for (long i = 0; i < most; i++) {
            lowest = named.previousSetBit(lowest - 1);
        }
        next = places.nextSetBit(lowest);
        return Optional.of(
                ResponseCode.messageLimit(most, view.message(lowest + 1).uid()));
    }

    private BitSet named(Criterion scope) {
        BitSet named = new BitSet(view.size());
        for (Numbered numbered : view.all()) {
            named.set(numbered.sequenceNumber() - 1, scope.matches(Search.candidate(view, numbered)));
        }
        return named;
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

    @Override
    public Untagged progress() {
        return new Untagged.Working(next < 0 ? view.size() : next, view.size());
    }

    /** How well a message that was found is what was wanted, from 1 to 100. RFC 6203 4. */
    public int relevancy(Numbered found) {
        return wanted.relevancy(Search.candidate(view, found));
    }

    /** How many octets may still be read. */
    public long octetsLeft() {
        return octetsLeft;
    }

    private long attempt(Numbered numbered) {
        Candidate candidate = Search.candidate(view, numbered);
        if (wanted.isFulfilledBy(candidate)) {
            found.add(numbered.sequenceNumber());
        }
        return candidate.wasRead() ? numbered.message().size() : 0;
    }

    /** The sequence numbers of what was found, ascending. To be called once, at the end. */
    public int[] found() {
        return found.build().toArray();
    }
}
