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
    private final Words<String, FetchItem.Parser> fetchItems;
    private final Words<String, SearchKeyword> searchKeys;
    private final Words<String, StatusItem> statusItems;
    private final Words<Parameter.Key, Parameter.Parser> parameters;
    private final Words<String, ListOption.Parser> listSelectionOptions;
    private final Words<String, ListOption.Parser> listReturnOptions;
    private final Words<String, SortKey> sortKeys;
    private final Words<String, Supplier<ThreadAlgorithm>> threadAlgorithms;
    private final Words<String, ReturnOption.Parser> returnOptions;
    private final Words<String, StoreItem.Parser> storeItems;
    private final Words<String, AppendData.Parser> appendData;

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
        this.fetchItems = new Words<>(extensions, Extension::fetchItems);
        this.searchKeys = new Words<>(extensions, Extension::searchKeys);
        this.statusItems = new Words<>(extensions, Extension::statusItems);
        this.parameters = new Words<>(extensions, Extension::parameters);
        this.listSelectionOptions = new Words<>(extensions, Extension::listSelectionOptions);
        this.listReturnOptions = new Words<>(extensions, Extension::listReturnOptions);
        this.sortKeys = new Words<>(extensions, Extension::sortKeys);
        this.threadAlgorithms = new Words<>(extensions, Extension::threadAlgorithms);
        this.returnOptions = new Words<>(extensions, Extension::returnOptions);
        this.storeItems = new Words<>(extensions, Extension::storeItems);
        this.appendData = new Words<>(extensions, Extension::appendData);
        for (Extension extension : extensions) {
            extension.commands().forEach(spec -> commands.put(spec.name(), spec));
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
        return fetchItems
                .meaning(in.itemName())
                .orElseThrow(() -> in.expected("a FETCH item before this"))
                .parse(in);
    }

    public Optional<SearchKeyword> searchKey(String name) {
        return searchKeys.meaning(name);
    }

    public Optional<SortKey> sortKey(String name) {
        return sortKeys.meaning(name);
    }

    public Optional<Supplier<ThreadAlgorithm>> threadAlgorithm(String name) {
        return threadAlgorithms.meaning(name);
    }

    public Optional<StatusItem> statusItem(String name) {
        return statusItems.meaning(name);
    }

    /** A feature that ENABLE may switch on, as it is written, by its name in any case. */
    public Optional<String> feature(String name) {
        return extensions.stream()
                .flatMap(extension -> extension.features().stream())
                .filter(name::equalsIgnoreCase)
                .findFirst();
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
            Parameter.Parser parser = parameters
                    .meaning(new Parameter.Key(command, in.itemName()))
                    .orElseThrow(() -> in.expected("a parameter of " + command + " before this"));
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
                ReturnOption.Parser parser =
                        returnOptions.meaning(name).orElseThrow(() -> in.expected("a return option before this"));
                found.put(name, parser.parse(in));
            } while (in.skip(' '));
            in.expect(')');
        }
        return List.copyOf(found.values());
    }

    public Optional<StoreItem.Parser> storeItem(String name) {
        return storeItems.meaning(name);
    }

    public Optional<ListOption.Parser> listSelectionOption(String name) {
        return listSelectionOptions.meaning(name);
    }

    public Optional<ListOption.Parser> listReturnOption(String name) {
        return listReturnOptions.meaning(name);
    }

    /** Attributes that LIST tells of a name, asked for or not. */
    public List<String> listAttributes(ListedName name) {
        return extensions.stream()
                .flatMap(extension -> extension.listAttributes(name).stream())
                .toList();
    }

    /** What stands for a message and is no literal, from its name. */
    public AppendData appendData(ArgumentReader in) {
        if (appendData.all().isEmpty()) {
            throw in.expected("a literal");
        }
        ArgumentReader.Place start = in.place();
        Optional<AppendData.Parser> parser = appendData.meaning(in.itemName());
        if (parser.isEmpty()) {
            in.backTo(start);
            throw in.expected("a literal or " + String.join(", ", new TreeSet<>(appendData.all())));
        }
        return parser.get().parse(in, this);
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
