package io.pymap.imap.vocabulary;

import io.pymap.imap.session.Connection;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.ResponseWriter;

/** One thing that FETCH tells of a message. Compared by value, so that asking twice tells once. */
public interface FetchItem {

    /** Writes the name of the item, a space and its value. */
    void writeTo(ResponseWriter out, FetchedMessage message);

    /**
     * Called for each item before any is written, so that a message that lacks one costs no more than the command.
     *
     * @throws io.pymap.imap.session.Refusal where the value cannot be had
     */
    default void require(FetchedMessage message) {}

    /** Whether telling it marks the message as seen. RFC 9051 6.4.5. */
    default boolean setsSeen() {
        return false;
    }

    /** This item for the messages of one command, with what it needs to know of the session. */
    default FetchItem within(Selected session) {
        return this;
    }

    /** Called before the command runs. */
    default void prepare(Connection connection) {}

    /** Reads what follows the name, such as a section in brackets. */
    @FunctionalInterface
    interface Parser {
        FetchItem parse(ArgumentReader in);
    }
}
