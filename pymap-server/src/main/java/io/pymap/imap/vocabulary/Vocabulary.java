package io.pymap.imap.vocabulary;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Mailbox;
import io.pymap.thread.ThreadAlgorithm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Every word that a session may use: the sum of the server's extensions. Immutable. */
public final class Vocabulary implements Vocabularies {

    private final Dialect dialect;
    private final Vocabularies family;
    private final List<Extension> extensions;
    private final Set<String> names;
    private final Map<String, CommandSpec<?>> commands = new HashMap<>();
    private final Map<String, FetchItem.Parser> fetchItems = new HashMap<>();
    private final Map<String, SearchKeyword> searchKeys = new HashMap<>();
    private final Map<String, StatusItem> statusItems = new HashMap<>();
    private final Map<Parameter.Key, Parameter.Parser> parameters = new HashMap<>();
    private final Map<String, ListOption.Parser> listSelectionOptions = new HashMap<>();
    private final Map<String, ListOption.Parser> listReturnOptions = new HashMap<>();
    private final Map<String, SortKey> sortKeys = new HashMap<>();
    private final Map<String, Supplier<ThreadAlgorithm>> threadAlgorithms = new HashMap<>();
    private final Map<String, ReturnOption.Parser> returnOptions = new HashMap<>();
    private final Map<String, StoreItem.Parser> storeItems = new HashMap<>();
    private final Map<String, AppendData.Parser> appendData = new HashMap<>();
    private final Set<String> features = new HashSet<>();

    /** Of all sessions, in whatever state. */
    public Vocabulary(Dialect dialect) {
        this(dialect, Optional.empty());
    }

    /** @param family tells the words of sessions that have not these */
    public Vocabulary(Dialect dialect, Vocabularies family) {
        this(dialect, Optional.of(family));
    }

    private Vocabulary(Dialect dialect, Optional<Vocabularies> family) {
        this.dialect = dialect;
        this.family = family.orElse(this);
        this.extensions = dialect.extensions();
        this.names = extensions.stream().map(Extension::name).collect(Collectors.toUnmodifiableSet());
        for (Extension extension : extensions) {
            extension.commands().forEach(spec -> commands.put(spec.name(), spec));
            fetchItems.putAll(extension.fetchItems());
            searchKeys.putAll(extension.searchKeys());
            statusItems.putAll(extension.statusItems());
            parameters.putAll(extension.parameters());
            listSelectionOptions.putAll(extension.listSelectionOptions());
            listReturnOptions.putAll(extension.listReturnOptions());
            sortKeys.putAll(extension.sortKeys());
            threadAlgorithms.putAll(extension.threadAlgorithms());
            returnOptions.putAll(extension.returnOptions());
            storeItems.putAll(extension.storeItems());
            appendData.putAll(extension.appendData());
            features.addAll(extension.features());
        }
        dialect.quirks().forEach(quirk -> commands.replaceAll((name, spec) -> quirk.command(spec)));
    }

    /** Names of the extensions, the base protocol among them. */
    public Set<String> names() {
        return names;
    }

    public boolean has(String extension) {
        return names.contains(extension);
    }

    /** What CAPABILITY says in the given state, in which the session may have other words than these. */
    public List<String> capabilities(SessionState session) {
        return of(session).dialect.capabilities(session);
    }

    public Optional<CommandSpec<?>> command(String name) {
        return Optional.ofNullable(commands.get(name));
    }

    @Override
    public Vocabulary of(SessionState session) {
        return family == this ? this : family.of(session);
    }

    @Override
    public Set<String> barriers() {
        return commands.values().stream()
                .filter(spec -> spec.is(Trait.BARRIER))
                .map(CommandSpec::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What follows the name of a FETCH item, which comes next. */
    public FetchItem fetchItem(ArgumentReader in) {
        FetchItem.Parser parser = fetchItems.get(in.itemName());
        if (parser == null) {
            throw in.expected("a FETCH item before this");
        }
        return parser.parse(in);
    }

    public Optional<SearchKeyword> searchKey(String name) {
        return Optional.ofNullable(searchKeys.get(name));
    }

    public Optional<SortKey> sortKey(String name) {
        return Optional.ofNullable(sortKeys.get(name));
    }

    public Optional<Supplier<ThreadAlgorithm>> threadAlgorithm(String name) {
        return Optional.ofNullable(threadAlgorithms.get(name));
    }

    public Optional<StatusItem> statusItem(String name) {
        return Optional.ofNullable(statusItems.get(name));
    }

    /** A feature that ENABLE may switch on, as it is written, by its name in any case. */
    public Optional<String> feature(String name) {
        return features.stream().filter(name::equalsIgnoreCase).findFirst();
    }

    /** Switches the feature on. False if it was on. */
    public boolean enable(String feature, Authenticated session) {
        boolean fresh = session.connection().enable(feature);
        if (fresh) {
            extensions.stream()
                    .filter(extension -> extension.features().contains(feature))
                    .forEach(extension -> extension.enabled(feature, session));
        }
        return fresh;
    }

    /** Why the command may not run now, by the first extension that objects. */
    public Optional<Reply> refusal(CommandSpec<?> command, SessionState session) {
        for (Extension extension : extensions) {
            Optional<Reply> refusal = extension.refusal(command, session);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /** Parameters of a command in parentheses, from the opening one. RFC 4466 2. */
    public List<Parameter> parameters(String command, ArgumentReader in) {
        List<Parameter> found = new ArrayList<>();
        in.expect('(');
        do {
            Parameter.Parser parser = parameters.get(new Parameter.Key(command, in.itemName()));
            if (parser == null) {
                throw in.expected("a parameter of " + command + " before this");
            }
            found.add(parser.parse(in));
        } while (in.skip(' '));
        in.expect(')');
        return found;
    }

    /** Return options in parentheses, from the opening one. Several of a name count once. */
    public List<ReturnOption> returnOptions(ArgumentReader in) {
        Map<String, ReturnOption> found = new LinkedHashMap<>();
        in.expect('(');
        if (!in.skip(')')) {
            do {
                String name = in.keyword();
                ReturnOption.Parser parser = returnOptions.get(name);
                if (parser == null) {
                    throw in.expected("a return option before this");
                }
                found.put(name, parser.parse(in));
            } while (in.skip(' '));
            in.expect(')');
        }
        return List.copyOf(found.values());
    }

    public Optional<StoreItem.Parser> storeItem(String name) {
        return Optional.ofNullable(storeItems.get(name));
    }

    public Optional<ListOption.Parser> listSelectionOption(String name) {
        return Optional.ofNullable(listSelectionOptions.get(name));
    }

    public Optional<ListOption.Parser> listReturnOption(String name) {
        return Optional.ofNullable(listReturnOptions.get(name));
    }

    /** Attributes that LIST tells of a name, asked for or not. */
    public List<String> listAttributes(ListedName name) {
        return extensions.stream()
                .flatMap(extension -> extension.listAttributes(name).stream())
                .toList();
    }

    /** What stands for a message and is no literal, from its name. */
    public AppendData appendData(ArgumentReader in) {
        if (appendData.isEmpty()) {
            throw in.expected("a literal");
        }
        ArgumentReader.Place start = in.place();
        AppendData.Parser parser = appendData.get(in.itemName());
        if (parser == null) {
            in.backTo(start);
            throw in.expected("a literal or " + String.join(", ", new TreeSet<>(appendData.keySet())));
        }
        return parser.parse(in, this);
    }

    /** Asks every extension before a message is appended. */
    public void checkAppended(Content message, Mailbox target, Authenticated session) {
        extensions.forEach(extension -> extension.checkAppended(message, target, session));
    }

    /**
     * Called before the user of that name is let in.
     *
     * @throws Refusal where an extension is against it
     */
    public void checkLogin(String user) {
        extensions.forEach(extension -> extension.loginRefusal(user).ifPresent(refusal -> {
            throw refusal;
        }));
    }

    /** Asks every extension before annotations of a mailbox are set. */
    public void annotating(Map<String, Optional<byte[]>> changes, Authenticated session) {
        extensions.forEach(extension -> extension.annotating(changes, session));
    }

    /** What SELECT says beyond the base protocol. */
    public List<Untagged> onSelect(Selected session) {
        List<Untagged> told = new ArrayList<>();
        extensions.forEach(extension -> told.addAll(extension.onSelect(session)));
        return told;
    }
}
