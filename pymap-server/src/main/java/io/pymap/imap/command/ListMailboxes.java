package io.pymap.imap.command;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.ListOption;
import io.pymap.imap.vocabulary.ListedName;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.MailboxName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * LIST and LSUB. RFC 3501 6.3.8, 6.3.9; \HasChildren and \HasNoChildren by RFC 3348; selection and return options by RFC
 * 5258, as far as extensions bring them.
 *
 * @param word that the responses begin with
 * @param always attributes that names are told with, asked for or not
 * @param extended whether the client speaks the syntax of RFC 5258, and so gets what it asks for and no more
 */
public record ListMailboxes(
        String word,
        List<String> patterns,
        boolean extended,
        List<ListOption> selection,
        List<ListOption> returned,
        Function<ListedName, List<String>> always,
        Vocabulary words)
        implements Command<Authenticated> {

    static final List<CommandSpec<?>> SPECS =
            List.of(CommandSpec.of("LIST", Authenticated.class, ListMailboxes::parse));

    /** Gone in IMAP4rev2. */
    static final List<CommandSpec<?>> REV1 =
            List.of(CommandSpec.of("LSUB", Authenticated.class, (in, words) -> plain("LSUB", in, words)));

    /** Patterns of one command. */
    private static final int MAX_PATTERNS = 1_000;

    private static final int MAX_OPTIONS = 100;

    /** A command of the form that RFC 3501 gives it, with responses that begin with its name. */
    public static ListMailboxes plain(String name, ArgumentReader in, Vocabulary words) {
        String reference = in.space().mailboxText();
        List<String> patterns = List.of(in.space().listPattern());
        return new ListMailboxes(
                name, joined(reference, patterns), false, List.of(), List.of(), words::listAttributes, words);
    }

    /** This with other attributes in place of those that extensions tell always. */
    public ListMailboxes withAttributes(Function<ListedName, List<String>> attributes) {
        return new ListMailboxes(word, patterns, extended, selection, returned, attributes, words);
    }

    private static ListMailboxes parse(ArgumentReader in, Vocabulary words) {
        if (!words.has("LIST-EXTENDED")) {
            return plain("LIST", in, words);
        }
        in.space();
        boolean extended = in.next('(');
        List<ListOption> selection = extended ? options(in, words, words::listSelectionOption) : List.of();
        if (extended) {
            in.space();
        }
        boolean lost = selection.stream().anyMatch(ListOption::recursive)
                && selection.stream().noneMatch(ListOption::isBase);
        if (lost) {
            throw in.expected("RECURSIVEMATCH only with an option such as SUBSCRIBED before this"); // RFC 5258 3.1
        }
        String reference = in.mailboxText();
        in.space();
        List<String> patterns = new ArrayList<>();
        if (in.skip('(')) {
            extended = true;
            do {
                if (patterns.size() == MAX_PATTERNS) {
                    throw in.expected("at most " + MAX_PATTERNS + " patterns");
                }
                patterns.add(in.listPattern());
            } while (in.skip(' '));
            in.expect(')');
        } else {
            patterns.add(in.listPattern());
        }
        List<ListOption> returned = List.of();
        if (in.skip(' ')) {
            if (!in.nextIsWord("RETURN")) {
                throw in.expected("RETURN");
            }
            in.keyword();
            in.space();
            extended = true;
            returned = options(in, words, words::listReturnOption);
        }
        List<String> full = extended ? patterns.stream().map(reference::concat).toList() : joined(reference, patterns);
        return new ListMailboxes("LIST", full, extended, selection, returned, words::listAttributes, words);
    }

    /** The reference is a prefix; one that is followed by an empty pattern only asks for the delimiter. */
    private static List<String> joined(String reference, List<String> patterns) {
        return patterns.stream()
                .map(pattern -> pattern.isEmpty() ? "" : reference + pattern)
                .toList();
    }

    private static List<ListOption> options(
            ArgumentReader in, Vocabulary words, Function<String, Optional<ListOption.Parser>> find) {
        List<ListOption> options = new ArrayList<>();
        in.expect('(');
        if (in.skip(')')) {
            return options;
        }
        do {
            if (options.size() == MAX_OPTIONS) {
                throw in.expected("at most " + MAX_OPTIONS + " options");
            }
            ListOption.Parser parser =
                    find.apply(in.keyword()).orElseThrow(() -> in.expected("an option of LIST before this"));
            options.add(parser.parse(in, words));
        } while (in.skip(' '));
        in.expect(')');
        return options;
    }

    /** One line of the answer. */
    private record Listed(String word, Set<String> attributes, Optional<MailboxName> name, List<String> childInfo)
            implements Untagged {
        @Override
        public void writeTo(ResponseWriter out) {
            out.text(word).text(" (").text(String.join(" ", attributes)).text(") \"/\" ");
            if (name.isPresent()) {
                out.mailbox(name.get());
            } else {
                out.text("\"\"");
            }
            if (!childInfo.isEmpty()) {
                out.text(" (\"CHILDINFO\" (\"")
                        .text(String.join("\" \"", childInfo))
                        .text("\"))");
            }
        }
    }

    @Override
    public Reply execute(Authenticated session) {
        Reply reply = Reply.ok(word + " completed.");
        if (patterns.size() == 1 && patterns.get(0).isEmpty() && !extended) {
            return reply.with(new Listed(word, Set.of("\\Noselect"), Optional.empty(), List.of()));
        }
        List<ListPattern> wanted = patterns.stream().map(ListPattern::new).toList();
        Hierarchy hierarchy = Hierarchy.of(session.account());
        Stream<Untagged> told = word.equals("LSUB")
                ? subscribed(hierarchy, wanted)
                : hierarchy.names().stream().flatMap(name -> told(name, hierarchy, wanted, session));
        return reply.with(told.iterator());
    }

    private Stream<Untagged> told(
            ListedName name, Hierarchy hierarchy, List<ListPattern> wanted, Authenticated session) {
        if (!matches(wanted, name.name())) {
            return Stream.empty();
        }
        boolean meant = isMeant(name);
        List<String> childInfo = List.of();
        if (selection.stream().anyMatch(ListOption::recursive)) {
            List<ListedName> below =
                    hierarchy.below(name.name()).filter(this::isMeant).toList();
            // RFC 5258 3.5: a parent that is not meant itself is told only for a name that is not told by itself.
            if (meant ? !below.isEmpty() : below.stream().anyMatch(child -> !matches(wanted, child.name()))) {
                childInfo = selection.stream()
                        .map(ListOption::childInfo)
                        .filter(info -> !info.isEmpty())
                        .toList();
            }
        }
        if (!meant && childInfo.isEmpty()) {
            return Stream.empty();
        }
        Untagged line = new Listed(word, attributes(name, session), Optional.of(name.name()), childInfo);
        return Stream.concat(
                Stream.of(line), returned.stream().flatMap(option -> option.after(name, session).stream()));
    }

    /** Without an option that says so, a name that is only subscribed is not meant. */
    private boolean isMeant(ListedName name) {
        List<ListOption> base = selection.stream().filter(ListOption::isBase).toList();
        return base.isEmpty()
                ? name.exists() || name.hasChildren()
                : base.stream().allMatch(option -> option.selects(name));
    }

    private Set<String> attributes(ListedName name, Authenticated session) {
        Set<String> attributes = new LinkedHashSet<>();
        if (!name.exists()) {
            boolean modern = extended || session.connection().rev2();
            attributes.add(modern ? "\\NonExistent" : "\\Noselect");
        }
        if (!extended && words.has("CHILDREN")) {
            attributes.add(name.hasChildren() ? "\\HasChildren" : "\\HasNoChildren");
        }
        selection.forEach(option -> attributes.addAll(option.attributes(name)));
        returned.forEach(option -> attributes.addAll(option.attributes(name)));
        attributes.addAll(always.apply(name));
        return attributes;
    }

    /**
     * The subscribed names; a parent that {@code %} stops at is told as \Noselect where something below it is subscribed
     * (RFC 3501 6.3.9).
     */
    private Stream<Untagged> subscribed(Hierarchy hierarchy, List<ListPattern> wanted) {
        List<MailboxName> subscribed = hierarchy.subscriptions();
        TreeSet<MailboxName> names = new TreeSet<>(subscribed);
        Set<MailboxName> selectable = new HashSet<>(subscribed);
        if (patterns.get(0).indexOf('%') >= 0) {
            names.addAll(Hierarchy.parents(subscribed));
        }
        return names.stream().filter(name -> matches(wanted, name)).map(name -> {
            Set<String> attributes = new LinkedHashSet<>();
            if (!selectable.contains(name)) {
                attributes.add("\\Noselect");
            }
            if (words.has("CHILDREN")) {
                attributes.add(hierarchy.hasChildren(name) ? "\\HasChildren" : "\\HasNoChildren");
            }
            return new Listed(word, attributes, Optional.of(name), List.of());
        });
    }

    private static boolean matches(List<ListPattern> patterns, MailboxName name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }
}
