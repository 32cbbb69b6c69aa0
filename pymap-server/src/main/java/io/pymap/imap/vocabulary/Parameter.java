package io.pymap.imap.vocabulary;

import io.pymap.imap.session.Connection;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.MessageSet;
import io.pymap.mailbox.Message;
import java.util.List;
import java.util.Map;

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

    /**
     * CREATE: annotations that the mailbox has from the start.
     *
     * @throws io.pymap.imap.session.Refusal where no mailbox can have them
     */
    default Map<String, byte[]> annotations() {
        return Map.of();
    }

    /** SELECT: what is told as well, when everything else has been. */
    default List<Untagged> onSelected(Selected session) {
        return List.of();
    }

    /**
     * FETCH: what is told ahead of the messages.
     *
     * @param all the parameters of the command
     * @throws io.pymap.imap.syntax.SyntaxException where this one does not go with the others
     */
    default List<Untagged> ahead(Selected session, MessageSet messages, List<Parameter> all) {
        return List.of();
    }

    /** FETCH: the mod-sequence after which a message must have changed to be told of; -1 for none. RFC 7162 3.1.4.1. */
    default long changedSince() {
        return -1;
    }

    /** FETCH: which of the messages are told of, by their places. */
    default List<Numbered> choose(List<Numbered> messages) {
        return messages;
    }

    /** FETCH: how many messages {@link #choose} may choose. */
    default long span() {
        return Long.MAX_VALUE;
    }

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
