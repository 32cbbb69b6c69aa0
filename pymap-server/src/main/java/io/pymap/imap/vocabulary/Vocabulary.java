package io.pymap.imap.vocabulary;

import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every word that one server understands: the sum of its extensions. Immutable. */
public final class Vocabulary {

    private final List<Extension> extensions;
    private final Set<String> hidden;
    private final Map<String, Extension> byName = new LinkedHashMap<>();
    private final Map<String, CommandSpec<?>> commands = new HashMap<>();
    private final Map<String, FetchItem.Parser> fetchItems = new HashMap<>();
    private final Map<String, SearchKeyword> searchKeys = new HashMap<>();
    private final Map<String, StatusItem> statusItems = new HashMap<>();
    private final Map<Parameter.Key, Parameter.Parser> parameters = new HashMap<>();
    private final Set<String> features = new HashSet<>();

    /** @param hidden names of extensions that are understood but not advertised */
    public Vocabulary(Collection<Extension> extensions, Set<String> hidden) {
        this.extensions = List.copyOf(extensions);
        this.hidden = Set.copyOf(hidden);
        for (Extension extension : extensions) {
            byName.put(extension.name(), extension);
            extension.commands().forEach(spec -> commands.put(spec.name(), spec));
            fetchItems.putAll(extension.fetchItems());
            searchKeys.putAll(extension.searchKeys());
            statusItems.putAll(extension.statusItems());
            parameters.putAll(extension.parameters());
            features.addAll(extension.features());
        }
    }

    /** Names of the extensions, the base protocol among them. */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    public boolean has(String extension) {
        return byName.containsKey(extension);
    }

    /** What CAPABILITY says in the given state. */
    public List<String> capabilities(SessionState session) {
        List<String> words = new ArrayList<>();
        for (Extension extension : extensions) {
            if (!hidden.contains(extension.name())) {
                words.addAll(extension.capabilities(session));
            }
        }
        return words;
    }

    public Optional<CommandSpec<?>> command(String name) {
        return Optional.ofNullable(commands.get(name));
    }

    /** Names of the commands behind which nothing may be read ahead. */
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

    public Optional<StatusItem> statusItem(String name) {
        return Optional.ofNullable(statusItems.get(name));
    }

    public Set<String> features() {
        return Set.copyOf(features);
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

    /** What SELECT says beyond the base protocol. */
    public List<Untagged> onSelect(Selected session) {
        List<Untagged> told = new ArrayList<>();
        extensions.forEach(extension -> told.addAll(extension.onSelect(session)));
        return told;
    }
}
