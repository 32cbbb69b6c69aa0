package io.pymap.imap.vocabulary;

import io.pymap.mailbox.Message;
import io.pymap.summary.HeaderKeys;
import java.util.function.Supplier;

/** A word of sort criteria: what messages are compared by. RFC 5256 3. */
@FunctionalInterface
public interface SortKey {

    /**
     * The value of the message, comparable with those of the same key for other messages.
     *
     * @param header asked only where the value comes from there
     */
    Comparable<?> of(Message message, Supplier<HeaderKeys> header);
}
