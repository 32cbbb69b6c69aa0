package io.pymap.differential;

import java.util.Arrays;

/**
 * One point in which two answers differ.
 *
 * @param command which was answered
 * @param point what of the answer: {@code outcome}, {@code LIST Work}, {@code FETCH 3 ENVELOPE}
 * @param shared whether other clients work at the same time
 * @param behind whether the client was yet to hear of what others had done
 * @param ours what this server says to it, or {@link #NOTHING}
 * @param theirs what the other says, or {@link #NOTHING}
 */
record Difference(String command, String point, boolean shared, boolean behind, String ours, String theirs) {

    static final String NOTHING = "(nothing)";

    /** Whether it is about a point of which the last word is one of these, as of {@code FETCH 3 ENVELOPE}. */
    boolean isAbout(String... items) {
        return Arrays.stream(items).anyMatch(item -> point.equals(item) || point.endsWith(" " + item));
    }

    Command parsed() {
        return Command.of(command);
    }

    /** Whether it is about the tagged answer, and these are the outcomes. */
    boolean isOutcome(String own, String other) {
        return point.equals("outcome") && ours.equals(own) && theirs.equals(other);
    }

    @Override
    public String toString() {
        return point + "\n    pymap:   " + Dialogue.printable(ours) + "\n    dovecot: " + Dialogue.printable(theirs);
    }
}
