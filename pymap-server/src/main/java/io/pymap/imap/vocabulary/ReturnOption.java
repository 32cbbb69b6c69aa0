package io.pymap.imap.vocabulary;

import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.ResponseWriter;
import java.util.Optional;

/** A word in the parentheses behind RETURN: what SEARCH and its kin tell of what they have found. RFC 4731, RFC 4466 2.6. */
public interface ReturnOption {

    /** Reads the value, from the space before it; the name has been read. */
    @FunctionalInterface
    interface Parser {
        ReturnOption parse(ArgumentReader in);
    }

    /** Whether it has something to tell in the ESEARCH response. One that has not may only have an effect. */
    default boolean tells() {
        return true;
    }

    /** Writes its part of the ESEARCH response, from the space before it; nothing where it has none. */
    default void writeTo(ResponseWriter out, Found found) {}

    /** Which of the messages it is about, where that is not all of them. */
    default Found of(Found found) {
        return found;
    }

    /**
     * Called before the search begins.
     *
     * @throws io.pymap.imap.syntax.SyntaxException where it does not go with the others, or with such a search
     */
    default void prepare(Selected session, SearchRun run) {}

    /**
     * Whether it can be used in a search of several mailboxes. Where it can, {@link #completed} is called for the selected
     * one. RFC 7377 2.2.
     *
     * @param selected whether one is selected
     * @param others whether others than that are searched
     */
    default boolean goesWith(boolean selected, boolean others) {
        return true;
    }

    /** Called when the search has come to its end; what is told beside the result. */
    default Optional<Untagged> completed(Selected session, SearchRun run, Found found) {
        return Optional.empty();
    }

    /** Called when the search ends in NO. */
    default void failed(Selected session) {}
}
