package io.pymap.imap.vocabulary;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Mailbox;
import io.pymap.thread.ThreadAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A part of the protocol that a server may have or lack: its capabilities and every word it adds. Leaving it out makes
 * the server one that has never heard of it.
 */
public interface Extension {

    /** By which it is switched, mostly its capability without a value: {@code MOVE}, {@code APPENDLIMIT}. */
    String name();

    /** Where it is defined: {@code RFC 6851}. */
    String source();

    /** What it gives to a client, in one line of README's table. */
    String summary();

    /** Names of other extensions without which this one cannot be. */
    default Set<String> needs() {
        return Set.of();
    }

    /** Whether a server has it that says nothing of extensions. */
    default boolean byDefault() {
        return true;
    }

    /** What CAPABILITY says in the given state: the name, after login. */
    default List<String> capabilities(SessionState session) {
        return session instanceof Authenticated ? List.of(name()) : List.of();
    }

    default List<CommandSpec<?>> commands() {
        return List.of();
    }

    /** Names up to the bracket, in upper case. */
    default Map<String, FetchItem.Parser> fetchItems() {
        return Map.of();
    }

    default Map<String, SearchKeyword> searchKeys() {
        return Map.of();
    }

    default Map<String, StatusItem> statusItems() {
        return Map.of();
    }

    /** Words in the parentheses that RFC 4466 adds to commands. */
    default Map<Parameter.Key, Parameter.Parser> parameters() {
        return Map.of();
    }

    /** What STORE changes beside flags. */
    default Map<String, StoreItem.Parser> storeItems() {
        return Map.of();
    }

    /** Words of sort criteria. RFC 5256 3. */
    default Map<String, SortKey> sortKeys() {
        return Map.of();
    }

    /** Ways of putting messages into threads, by their names behind THREAD. RFC 5256 3. */
    default Map<String, Supplier<ThreadAlgorithm>> threadAlgorithms() {
        return Map.of();
    }

    /** Words in the parentheses behind RETURN. RFC 4731 3.1. */
    default Map<String, ReturnOption.Parser> returnOptions() {
        return Map.of();
    }

    /** Words that say which names LIST tells. RFC 5258 3.1. */
    default Map<String, ListOption.Parser> listSelectionOptions() {
        return Map.of();
    }

    /** Words that say what LIST tells of a name. RFC 5258 3.2. */
    default Map<String, ListOption.Parser> listReturnOptions() {
        return Map.of();
    }

    /** Attributes that LIST tells of a name, asked for or not. */
    default List<String> listAttributes(ListedName name) {
        return List.of();
    }

    /** What may stand for a message in APPEND, beside a literal. */
    default Map<String, AppendData.Parser> appendData() {
        return Map.of();
    }

    /**
     * Called before APPEND adds a message.
     *
     * @throws io.pymap.imap.session.Refusal where it may not
     */
    default void checkAppended(Content message, Mailbox target, Authenticated session) {}

    /**
     * Called before a client's annotations of a mailbox are set; entries are in lower case.
     *
     * @throws io.pymap.imap.session.Refusal where they may not
     */
    default void annotating(Map<String, Optional<byte[]>> changes, Authenticated session) {}

    /** What ENABLE may switch on. RFC 5161. */
    default Set<String> features() {
        return Set.of();
    }

    /** Called when the client has switched one of {@link #features} on. */
    default void enabled(String feature, Authenticated session) {}

    /** Why the command, known and well formed, may not run in this session; empty if it may. */
    default Optional<Reply> refusal(CommandSpec<?> command, SessionState session) {
        return Optional.empty();
    }

    /** Why the user of that name may not log in here; empty where the extension has nothing against it. */
    default Optional<Refusal> loginRefusal(String user) {
        return Optional.empty();
    }

    /** What SELECT and EXAMINE say beyond the base protocol. */
    default List<Untagged> onSelect(Selected session) {
        return List.of();
    }
}
