package io.pymap.differential;

import java.util.function.Function;

/**
 * Commands of one kind.
 *
 * @param capability that both servers must offer, or nothing for those of the base protocol
 * @param weight how often it is chosen, relative to the others
 */
record Family(String capability, int weight, Where where, Function<Words, Proposal> maker) {

    /** In which state it makes sense; in others it is tried rarely. */
    enum Where {
        ANYWHERE,
        SELECTED
    }

    static Family of(String capability, int weight, Where where, Function<Words, String> text) {
        return new Family(capability, weight, where, words -> new Proposal(text.apply(words)));
    }
}
