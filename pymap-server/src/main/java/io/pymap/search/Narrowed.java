package io.pymap.search;

import java.util.BitSet;

/**
 * Where messages may be that fulfil a criterion.
 *
 * @param places not to be written to
 * @param exact whether all of them do
 */
public record Narrowed(BitSet places, boolean exact) {

    public static BitSet all(int size) {
        BitSet all = new BitSet(size);
        all.set(0, size);
        return all;
    }

    /** Where both may be. */
    Narrowed and(Narrowed other) {
        BitSet both = (BitSet) places.clone();
        both.and(other.places);
        return new Narrowed(both, exact && other.exact);
    }

    /** Where one or the other may be. */
    Narrowed or(Narrowed other) {
        BitSet either = (BitSet) places.clone();
        either.or(other.places);
        return new Narrowed(either, exact && other.exact);
    }
}
