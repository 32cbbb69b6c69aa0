package io.pymap.differential;

import java.util.ArrayList;
import java.util.List;

/** Sets of numbers in responses. */
final class Numbers {

    private static final int MOST = 100_000;

    private Numbers() {}

    /**
     * Whether a set of a command has the number, where {@code *} is the last message.
     *
     * @param isLast whether the number is that of the last message
     */
    static boolean contains(String set, long number, boolean isLast) {
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            String one = ends.length == 0 ? "" : ends[0];
            String other = ends.length == 0 ? "" : ends[ends.length - 1];
            boolean open = one.equals("*") || other.equals("*");
            long first = one.matches("\\d+") ? Long.parseLong(one) : Long.MAX_VALUE;
            long last = other.matches("\\d+") ? Long.parseLong(other) : Long.MAX_VALUE;
            if ((open && isLast) || (number >= Math.min(first, last) && number <= Math.max(first, last))) {
                return true;
            }
        }
        return false;
    }

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
