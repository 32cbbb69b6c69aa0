package io.pymap.variation;

import io.pymap.transport.ChannelHook;
import io.pymap.transport.HookedConnection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Gives what the server says another form, within the grammar. What is said stays the same. A client that understands one
 * server only fails with some seed.
 *
 * <p>Each seed chooses some kinds of forms, so that a client which cannot do with one kind meets the others as well. The same
 * seed gives the same octets to a client that does the same. Immutable.
 *
 * @param seed for all that is chosen
 */
public record Variation(long seed) {

    /** In what a form differs. */
    public enum Kind {
        /** The case of letters, where it does not count. RFC 9051 9 (1). */
        LETTER_CASE,
        /** Strings quoted or as literals, names of mailboxes also as atoms, the name of an address empty in place of NIL. */
        STRINGS,
        /** The order of items of FETCH and STATUS, of capabilities and flags. */
        ORDER,
        /** The text behind OK. RFC 9051 7.1. */
        TEXTS,
        /** Responses that no client has to know. RFC 9051 2.2.2, 7.1. */
        NEWS,
        /** Where TCP segments end. */
        SEGMENTS
    }

    /** Those that this seed chooses: one at least, half of them on average. */
    public Set<Kind> kinds() {
        SplittableRandom random = new SplittableRandom(seed);
        Kind[] all = Kind.values();
        EnumSet<Kind> chosen = EnumSet.of(all[random.nextInt(all.length)]);
        for (Kind kind : all) {
            if (random.nextInt(5) < 2) {
                chosen.add(kind);
            }
        }
        return Collections.unmodifiableSet(chosen);
    }

    /** What gives connections of a server these forms. */
    public ChannelHook hook() {
        Set<Kind> kinds = kinds();
        return connection -> handler(connection, kinds);
    }

    private VariationHandler handler(HookedConnection connection, Set<Kind> kinds) {
        connection.note(this.toString());
        return new VariationHandler(
                new SplittableRandom(seed + 31L * connection.id().hashCode()), kinds);
    }

    /** As transcripts have it. */
    @Override
    public String toString() {
        return "variation, seed " + seed + ": "
                + kinds().stream()
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", "));
    }
}
