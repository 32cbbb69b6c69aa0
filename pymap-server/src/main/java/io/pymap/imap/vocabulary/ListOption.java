package io.pymap.imap.vocabulary;

import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import java.util.List;

/** A word with which LIST is told which names to tell, or what to tell of them. RFC 5258 3.1, 3.2. */
public interface ListOption {

    /** Reads the value, from the space before it; the name has been read. */
    @FunctionalInterface
    interface Parser {
        ListOption parse(ArgumentReader in, Vocabulary words);
    }

    /** As a selection option: whether it says by itself which names are meant, and is not about how they are looked for. */
    default boolean isBase() {
        return true;
    }

    /** As a selection option: whether the name is meant. */
    default boolean selects(ListedName name) {
        return true;
    }

    /** As a selection option: whether parents are told of names that are selected below them. RFC 5258 3.5. */
    default boolean recursive() {
        return false;
    }

    /** As a selection option: how CHILDINFO names it; empty if it does not. */
    default String childInfo() {
        return "";
    }

    /** Attributes that the name is told with. */
    default List<String> attributes(ListedName name) {
        return List.of();
    }

    /** Responses that follow that of the name. */
    default List<Untagged> after(ListedName name, Authenticated session) {
        return List.of();
    }
}
