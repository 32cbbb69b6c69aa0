package io.pymap.imap.vocabulary;

import io.pymap.imap.session.Connection;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.mailbox.Message;
import java.util.List;

/** A word in the parentheses after a command's arguments, and what it does to the command. RFC 4466 2. */
public interface Parameter {

    /** The command without {@code UID}, and the parameter's name, both in upper case. */
    record Key(String command, String name) {}

    /** Reads the value, from the space before it; the name has been read. */
    @FunctionalInterface
    interface Parser {
        Parameter parse(ArgumentReader in);
    }

    /** Called before the command runs. */
    default void prepare(Connection connection) {}

    /** FETCH: whether the message is told of. */
    default boolean includes(Message message) {
        return true;
    }

    /** FETCH: items that are told as well. */
    default List<FetchItem> items() {
        return List.of();
    }

    /** STORE: the mod-sequence after which a message is left alone. RFC 7162 3.1.3. */
    default long unchangedSince() {
        return Long.MAX_VALUE;
    }
}
