package io.pymap.transcript;

import java.util.Arrays;
import java.util.List;

/** A set of UIDs or sequence numbers. RFC 9051 9 sequence-set. */
record NumberSet(List<Range> ranges) {

    private static final long STAR = Long.MAX_VALUE;

    /** @param last {@link #STAR} for what nobody knows */
    private record Range(long first, long last) {

        boolean has(long number) {
            return first <= number && number <= last;
        }
    }

    /** What is no number is left out. */
    static NumberSet parse(String text) {
        return new NumberSet(Arrays.stream(text.split(","))
                .filter(part -> part.matches("(?:\\d{1,10}|\\*)(?::(?:\\d{1,10}|\\*))?"))
                .map(NumberSet::range)
                .toList());
    }

    private static Range range(String text) {
        int colon = text.indexOf(':');
        long one = number(colon < 0 ? text : text.substring(0, colon));
        long other = colon < 0 ? one : number(text.substring(colon + 1));
        return new Range(Math.min(one, other), Math.max(one, other));
    }

    private static long number(String text) {
        return text.equals("*") ? STAR : Long.parseLong(text);
    }

    /** The largest number that is written as one; 0 where there is none. */
    long largest() {
        return ranges.stream()
                .mapToLong(range -> range.last() == STAR ? range.first() : range.last())
                .filter(number -> number != STAR)
                .max()
                .orElse(0);
    }

    /** How many numbers there are, where none is a star. */
    long count() {
        return ranges.stream()
                .mapToLong(range -> range.last() - range.first() + 1)
                .sum();
    }

    boolean has(long number) {
        return ranges.stream().anyMatch(range -> range.has(number));
    }

    /** Those that stand alone, not as the end of a range. */
    List<Long> single() {
        return ranges.stream()
                .filter(range -> range.first() == range.last() && range.first() != STAR)
                .map(Range::first)
                .toList();
    }
}
