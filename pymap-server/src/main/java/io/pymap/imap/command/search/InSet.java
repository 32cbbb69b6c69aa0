package io.pymap.imap.command.search;

import io.pymap.imap.syntax.MessageSet;
import io.pymap.imap.syntax.MessageSet.Range;
import io.pymap.search.Candidate;
import io.pymap.search.Criterion;
import io.pymap.search.Extent;
import io.pymap.search.Narrowed;
import io.pymap.search.Positions;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** The message is in a set of numbers or UIDs. */
public record InSet(MessageSet set) implements Criterion {

    @Override
    public boolean matches(Candidate message) {
        throw new IllegalStateException("'*' is no number yet");
    }

    /** Numbers are UIDs from here on: what they stand for does not change any more. RFC 5267 4.3. */
    @Override
    public Criterion within(Extent extent) {
        if (set.saved()) {
            return new IsSaved(extent.isSaved());
        }
        if (set.byUid()) {
            return new HasUid(set.resolve(extent.lastUid()));
        }
        return new HasUid(set.resolve(extent.messages()).stream()
                .filter(range -> extent.messages() > 0 && range.first() <= extent.messages())
                .map(range -> new Range(
                        extent.uids().applyAsLong((int) range.first()),
                        extent.uids().applyAsLong((int) Math.min(range.last(), extent.messages()))))
                .toList());
    }

    private record IsSaved(LongPredicate saved) implements Criterion {
        @Override
        public boolean matches(Candidate message) {
            return saved.test(message.message().uid());
        }

        @Override
        public Criterion scope() {
            return this;
        }
    }

    /** The ranges are in ascending order. */
    private record HasUid(List<Range> ranges) implements Criterion {
        @Override
        public boolean matches(Candidate message) {
            long uid = message.message().uid();
            int low = 0;
            int high = ranges.size() - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                if (uid < ranges.get(middle).first()) {
                    high = middle - 1;
                } else if (uid > ranges.get(middle).last()) {
                    low = middle + 1;
                } else {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Criterion scope() {
            return this;
        }

        @Override
        public Optional<Narrowed> narrow(Positions positions) {
            BitSet places = new BitSet(positions.size());
            for (Range range : ranges) {
                places.set(positions.firstFrom(range.first()), positions.firstFrom(range.last() + 1));
            }
            return Optional.of(new Narrowed(places, true));
        }
    }
}
