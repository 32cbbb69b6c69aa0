package io.pymap.imap;

import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Vocabularies;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What a server in this process can do. */
public final class ServerCapabilities implements Capabilities {

    private final Live live;
    private final Scope scope;

    /** Whose sessions a change is for; before login they are nobody's. */
    private record Scope(boolean beforeLogin, boolean afterLogin, Optional<String> onlyUser) {

        private static final Scope ALL = new Scope(true, true, Optional.empty());

        private boolean covers(Optional<String> user) {
            return user.isEmpty()
                    ? beforeLogin
                    : afterLogin && onlyUser.map(user.get()::equals).orElse(true);
        }
    }

    private record Change(Scope scope, UnaryOperator<ImapProtocol> made) {}

    /** The changes that count at a moment, for {@link #restore}. */
    public static final class State {
        private final List<Change> changes;

        private State(List<Change> changes) {
            this.changes = List.copyOf(changes);
        }
    }

    /** Those of a server that starts with this protocol. */
    public ServerCapabilities(ImapProtocol protocol) {
        this(new Live(protocol), Scope.ALL);
    }

    private ServerCapabilities(Live live, Scope scope) {
        this.live = live;
        this.scope = scope;
    }

    @Override
    public Capabilities beforeLogin() {
        return new ServerCapabilities(live, new Scope(true, false, Optional.empty()));
    }

    @Override
    public Capabilities afterLogin() {
        return new ServerCapabilities(live, new Scope(false, true, Optional.empty()));
    }

    @Override
    public Capabilities user(String name) {
        return new ServerCapabilities(live, new Scope(false, true, Optional.of(name)));
    }

    @Override
    public Capabilities with(String... extensions) {
        return change(ImapProtocol::with, extensions);
    }

    @Override
    public Capabilities without(String... extensions) {
        return change(ImapProtocol::without, extensions);
    }

    @Override
    public Capabilities hidden(String... extensions) {
        return change(ImapProtocol::hiding, extensions);
    }

    private Capabilities change(BiFunction<ImapProtocol, String, ImapProtocol> how, String... extensions) {
        List<Change> changes = new ArrayList<>();
        for (String extension : extensions) {
            // now, so that a wrong name is told to whoever wrote it
            Objects.requireNonNull(how.apply(ImapProtocol.standard(), extension));
            changes.add(new Change(scope, protocol -> how.apply(protocol, extension)));
        }
        live.change(before -> {
            List<Change> all = new ArrayList<>(before);
            all.addAll(changes);
            return all;
        });
        return this;
    }

    @Override
    public void reset() {
        live.change(before -> List.of());
    }

    /** The changes as they are now, to come back to. */
    public State state() {
        return new State(live.now.get().changes);
    }

    public void restore(State earlier) {
        live.change(before -> earlier.changes);
    }

    /** What each session goes by. */
    public Vocabularies vocabularies() {
        return live;
    }

    /** What all scopes have in common. */
    private static final class Live implements Vocabularies {

        /** Of whatever extension, as it may come later. */
        private static final Set<String> BARRIERS = ImapProtocol.known().stream()
                .flatMap(extension -> extension.commands().stream())
                .filter(spec -> spec.is(Trait.BARRIER))
                .map(CommandSpec::name)
                .collect(Collectors.toUnmodifiableSet());

        private final ImapProtocol original;
        private final Vocabulary unchanged;
        private final AtomicReference<Now> now = new AtomicReference<>(new Now(List.of(), Map.of()));

        /**
         * Changes and what has come of them.
         *
         * @param words before login under no name; under a user's where there are changes for that user, else under an empty
         *     one
         */
        private record Now(List<Change> changes, Map<Optional<String>, Vocabulary> words) {}

        private Live(ImapProtocol original) {
            this.original = original;
            this.unchanged = original.vocabulary(this);
        }

        private void change(UnaryOperator<List<Change>> next) {
            now.updateAndGet(before -> new Now(List.copyOf(next.apply(before.changes)), new ConcurrentHashMap<>()));
        }

        @Override
        public Vocabulary of(SessionState session) {
            Now latest = now.get();
            if (latest.changes.isEmpty()) {
                return unchanged;
            }
            Optional<String> key = Optional.empty();
            if (session instanceof Authenticated authenticated) {
                String user = authenticated.account().user();
                boolean meant = latest.changes.stream()
                        .anyMatch(change ->
                                change.scope.onlyUser.filter(user::equals).isPresent());
                key = Optional.of(meant ? user : "");
            }
            return latest.words.computeIfAbsent(key, user -> words(user, latest.changes));
        }

        private Vocabulary words(Optional<String> user, List<Change> changes) {
            ImapProtocol protocol = original;
            for (Change change : changes) {
                protocol = change.scope.covers(user) ? change.made.apply(protocol) : protocol;
            }
            return protocol.vocabulary(this);
        }

        @Override
        public Set<String> barriers() {
            return BARRIERS;
        }
    }
}
