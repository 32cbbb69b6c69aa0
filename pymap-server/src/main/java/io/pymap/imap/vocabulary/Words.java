package io.pymap.imap.vocabulary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What words of one kind mean: the sum of what the extensions say. It is gathered when the first word is asked for: most
 * sessions use words of few kinds, and a server that starts uses none.
 *
 * @param <W> what names a word
 * @param <M> what it means
 */
final class Words<W, M> {

    private final List<Extension> extensions;
    private final Function<Extension, Map<W, M>> kind;
    private volatile @Nullable Map<W, M> gathered; // null until a word is asked for

    Words(List<Extension> extensions, Function<Extension, Map<W, M>> kind) {
        this.extensions = extensions;
        this.kind = kind;
    }

    Optional<M> meaning(W word) {
        return Optional.ofNullable(gathered().get(word));
    }

    Set<W> all() {
        return gathered().keySet();
    }

    /** Two who ask at once gather the same. */
    private Map<W, M> gathered() {
        Map<W, M> known = gathered;
        if (known == null) {
            known = new HashMap<>();
            for (Extension extension : extensions) {
                known.putAll(kind.apply(extension));
            }
            gathered = known;
        }
        return known;
    }
}
