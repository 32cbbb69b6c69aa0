package io.pymap.imap.extension;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * LANGUAGE: in which language the server speaks. RFC 5255 3.
 *
 * <p>There are English texts, which serve as i-default as well (RFC 2277 4.5), so that nothing changes with the language.
 */
public final class Language implements Extension {

    private static final String ENGLISH = "en";
    private static final String DEFAULT = "i-default";

    /** RFC 4647 2.1. */
    private static final Pattern RANGE =
            Pattern.compile("\\*|[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,16}", Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "LANGUAGE";
    }

    @Override
    public String source() {
        return "RFC 5255";
    }

    @Override
    public String summary() {
        return "The language of status texts: English, also as i-default";
    }

    /** RFC 5255 3.1. */
    @Override
    public Set<String> needs() {
        return Set.of("NAMESPACE");
    }

    /** RFC 5255 3.1: in the greeting as well. */
    @Override
    public List<String> capabilities(SessionState session) {
        return List.of(name());
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.of(name(), SessionState.class, (in, words) -> {
            List<String> ranges = ranges(in);
            return session -> ranges.isEmpty() ? listed() : chosen(ranges);
        }));
    }

    private static List<String> ranges(ArgumentReader in) {
        List<String> ranges = new ArrayList<>();
        while (in.next(' ')) {
            String range = in.space().astring();
            if (!RANGE.matcher(range).matches()) {
                throw in.expected("a language range before this");
            }
            ranges.add(range.toLowerCase(Locale.ROOT));
        }
        return ranges;
    }

    private static Reply listed() {
        return Reply.ok("LANGUAGE completed.").with(told(ENGLISH, DEFAULT));
    }

    /** The first range that is known wins. RFC 5255 3.2. */
    private static Reply chosen(List<String> ranges) {
        String language = ranges.stream()
                .flatMap(range -> lookUp(range).stream())
                .findFirst()
                .orElseThrow(() -> new Refusal("Unsupported language; there are " + ENGLISH + " and " + DEFAULT + "."));
        return Reply.ok("Now speaking English.").with(told(language));
    }

    /** RFC 4647 3.4: a range is cut from its end until something is known by it. */
    private static Optional<String> lookUp(String range) {
        if (range.equals("default")) {
            return Optional.of(DEFAULT);
        }
        for (String left = range; !left.isEmpty(); left = left.substring(0, Math.max(0, left.lastIndexOf('-')))) {
            if (left.equals(ENGLISH) || left.equals("*")) {
                return Optional.of(ENGLISH);
            }
            if (left.equals(DEFAULT)) {
                return Optional.of(DEFAULT);
            }
        }
        return Optional.empty();
    }

    private static Untagged told(String... tags) {
        return new Untagged.Text("LANGUAGE (\"" + String.join("\" \"", tags) + "\")");
    }
}
