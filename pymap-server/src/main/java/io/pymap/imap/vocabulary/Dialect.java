package io.pymap.imap.vocabulary;

import io.pymap.imap.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a server speaks.
 *
 * @param extensions that it understands, in the order of CAPABILITY
 * @param hidden names of those that it does not tell
 * @param advertisement what CAPABILITY says, where that is not the sum of the extensions
 * @param quirks applied one after the other
 */
public record Dialect(
        List<Extension> extensions, Set<String> hidden, Optional<Advertisement> advertisement, List<Quirk> quirks) {

    public Dialect {
        extensions = List.copyOf(extensions);
        hidden = Set.copyOf(hidden);
        quirks = List.copyOf(quirks);
    }

    public Dialect withExtensions(List<Extension> others) {
        return new Dialect(others, hidden, advertisement, quirks);
    }

    public Dialect withHidden(Set<String> others) {
        return new Dialect(extensions, others, advertisement, quirks);
    }

    public Dialect withQuirks(List<Quirk> others) {
        return new Dialect(extensions, hidden, advertisement, others);
    }

    /** What CAPABILITY says. An extension that the advertisement never mentions is told behind it. */
    List<String> capabilities(SessionState session) {
        if (advertisement.isEmpty()) {
            return told(extensions.stream(), session);
        }
        Advertisement fixed = advertisement.get();
        List<String> own = extensions.stream()
                .flatMap(extension -> extension.capabilities(session).stream())
                .toList();
        List<String> words = new ArrayList<>(fixed.in(session, own, this::tells));
        words.addAll(told(extensions.stream().filter(extension -> !fixed.mentions(extension.name())), session));
        return words;
    }

    private List<String> told(Stream<Extension> some, SessionState session) {
        return some.filter(extension -> !hidden.contains(extension.name()))
                .flatMap(extension -> extension.capabilities(session).stream())
                .toList();
    }

    /**
     * Whether CAPABILITY may say so after login.
     *
     * @param extension that the word tells of, if there is one
     */
    public boolean tells(String word, Optional<String> extension) {
        boolean there = extension.filter(this::tells).isPresent();
        return advertisement
                .map(fixed -> fixed.tellsAfterLogin(word)
                        ? there || extension.isEmpty()
                        : there && !fixed.mentions(extension.get()))
                .orElse(there);
    }

    private boolean tells(String extension) {
        return !hidden.contains(extension)
                && extensions.stream().anyMatch(there -> there.name().equals(extension));
    }
}
