package io.pymap.fault;

import java.time.Duration;
import java.util.List;

/**
 * In which pieces an answer goes out.
 *
 * @param at octets of the answer behind which a piece ends, ascending
 * @param chunk most octets of a piece
 * @param gap between two pieces, on the wall
 */
record Pace(List<Integer> at, int chunk, Duration gap) {

    /** Enough for a client that waits to read what there is. */
    static final Duration SHORT = Duration.ofMillis(5);

    /** How many octets the piece has that begins behind so many of the answer. */
    int piece(long done) {
        int most = (int) (chunk - done % chunk);
        for (int end : at) {
            if (end > done) {
                most = (int) Math.min(most, end - done);
                break;
            }
        }
        return most;
    }
}
