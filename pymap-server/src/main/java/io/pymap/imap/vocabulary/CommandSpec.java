package io.pymap.imap.vocabulary;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.syntax.ArgumentReader;
import java.util.Set;

/**
 * What the server knows of a command before one arrives.
 *
 * @param name in upper case; {@code UID} commands with both words
 * @param state in which the command may come
 */
public record CommandSpec<S extends SessionState>(String name, Class<S> state, Parser<S> parser, Set<Trait> traits) {

    /** What sets a command apart for the engine. */
    public enum Trait {
        /** The client counts on its sequence numbers: no EXPUNGE until the tagged line is out. RFC 9051 7.5.1. */
        HIDES_EXPUNGES,
        /** Closes the selected mailbox whether or not it succeeds. RFC 3501 6.3.1. */
        DESELECTS,
        /** Changes how what follows is to be read: nothing behind it is, until its tagged line is out. */
        BARRIER,
        /** Its literals are messages, and may be as large as those. RFC 7889. */
        CARRIES_MESSAGE,
        /** Takes long whatever the backend, as password hashing does: never on an event loop. */
        SLOW
    }

    /** Reads the arguments, from the space before the first one. */
    @FunctionalInterface
    public interface Parser<S extends SessionState> {
        Command<S> parse(ArgumentReader in, Vocabulary words);
    }

    public CommandSpec {
        traits = Set.copyOf(traits);
    }

    public static <S extends SessionState> CommandSpec<S> of(
            String name, Class<S> state, Parser<S> parser, Trait... traits) {
        return new CommandSpec<>(name, state, parser, Set.of(traits));
    }

    /** A command without arguments. */
    public static <S extends SessionState> CommandSpec<S> bare(
            String name, Class<S> state, Command<S> command, Trait... traits) {
        return of(name, state, (in, words) -> command, traits);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether the command is the UID form of another, so that untagged FETCHes carry UIDs. RFC 9051 6.4.9. */
    public boolean byUid() {
        return name.startsWith("UID ");
    }

    public boolean allowedIn(SessionState current) {
        return state.isInstance(current);
    }

    /** Parses, so that a malformed command is refused whatever the state, and binds the command to the state. */
    public Ready parse(ArgumentReader in, Vocabulary words) {
        Command<S> command = parser.parse(in, words);
        in.end();
        return current -> command.execute(state.cast(current));
    }

    /** A parsed command whose state has been checked. */
    @FunctionalInterface
    public interface Ready {
        Reply execute(SessionState current);
    }
}
