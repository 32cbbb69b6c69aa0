package io.pymap.imap.vocabulary;

import io.pymap.mailbox.Message;
import io.pymap.summary.HeaderKeys;

/** A word of sort criteria: what messages are compared by. RFC 5256 3. */
@FunctionalInterface
public interface SortKey {

    /** The value of a message, comparable with those of the same key for other messages. */
    Comparable<?> of(Sortable message);

    /** A message that has been found. */
    interface Sortable {

        Message message();

        /** Has to be worked out, so it is asked only where the value comes from there. */
        HeaderKeys header();

        /** How well it fulfils what was searched for, from 1 to 100; has to be worked out again. RFC 6203 4. */
        int relevancy();
    }

    /**
     * To be called before a search whose results are sorted by this.
     *
     * @throws io.pymap.imap.syntax.SyntaxException where such results have no such value
     */
    default void check(SearchProgram program) {}
}
