package io.pymap.imap.syntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A sequence-set of RFC 9051, by sequence number or by UID.
 *
 * <p>Stays a list of ranges: {@code 1:4294967295} costs no more than {@code 1}.
 */
public record MessageSet(boolean byUid, List<Range> ranges, boolean saved) {

    /** Stands for the last message, in place of a number. */
    public static final long STAR = Long.MAX_VALUE;

    public MessageSet {
        ranges = List.copyOf(ranges);
    }

    public MessageSet(boolean byUid, List<Range> ranges) {
        this(byUid, ranges, false);
    }

    /** What {@code $} stands for: the result that was saved last, whichever it is when the command runs. RFC 5182. */
    public static MessageSet saved(boolean byUid) {
        return new MessageSet(byUid, List.of(), true);
    }

    /** Numbers from one to the other, both included, in either order. */
    public record Range(long first, long last) {}

    /** The highest number that is written in it; 0 where there is only {@code *}. */
    public long highest() {
        long highest = 0;
        for (Range range : ranges) {
            highest = Math.max(highest, range.first() == STAR ? 0 : range.first());
            highest = Math.max(highest, range.last() == STAR ? 0 : range.last());
        }
        return highest;
    }

    /** The ranges in ascending order, apart from each other, where the last message has the number {@code star}. */
    public List<Range> resolve(long star) {
        List<Range> sorted = new ArrayList<>(ranges.size());
        for (Range range : ranges) {
            long first = range.first() == STAR ? star : range.first();
            long last = range.last() == STAR ? star : range.last();
            sorted.add(new Range(Math.min(first, last), Math.max(first, last)));
        }
        if (sorted.size() == 1) {
            return sorted;
        }
        sorted.sort(Comparator.comparingLong(Range::first));
        List<Range> merged = new ArrayList<>(sorted.size());
        Range open = sorted.get(0);
        for (Range next : sorted) {
            if (next.first() <= open.last() + 1) {
                open = new Range(open.first(), Math.max(open.last(), next.last()));
            } else {
                merged.add(open);
                open = next;
            }
        }
        merged.add(open);
        return merged;
    }
}
