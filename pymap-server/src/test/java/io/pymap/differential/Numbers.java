package io.pymap.differential;

import java.util.ArrayList;
import java.util.List;

/** Sets of numbers in responses. */
final class Numbers {

    private static final int MOST = 100_000;

    private Numbers() {}

    /** All numbers of a set such as {@code 1:3,7}, in its order. */
    static List<Long> expand(String set) {
        List<Long> numbers = new ArrayList<>();
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            long first = Long.parseLong(ends[0]);
            long last = Long.parseLong(ends[ends.length - 1]);
            for (long n = Math.min(first, last); n <= Math.max(first, last) && numbers.size() < MOST; n++) {
                numbers.add(n);
            }
        }
        return numbers;
    }
}
