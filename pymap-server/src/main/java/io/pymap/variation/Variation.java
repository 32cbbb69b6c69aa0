package io.pymap.variation;

import io.pymap.transport.ChannelHook;
import io.pymap.transport.HookedConnection;
import java.util.SplittableRandom;

/**
 * Gives what the server says another form, within the grammar: strings quoted or as literals, items of FETCH and STATUS in any
 * order, letters in any case where case does not count, other texts behind OK, responses that no client has to know, and TCP
 * segments that end anywhere. What is said stays the same. A client that understands one server only fails with some seed.
 *
 * <p>The same seed gives the same octets to a client that does the same. Immutable.
 *
 * @param seed for all that is chosen
 */
public record Variation(long seed) {

    /** What gives connections of a server that form. */
    public ChannelHook hook() {
        return this::handler;
    }

    private VariationHandler handler(HookedConnection connection) {
        connection.note("variation, seed " + seed);
        SplittableRandom random =
                new SplittableRandom(seed + 31L * connection.id().hashCode());
        return new VariationHandler(random);
    }
}
