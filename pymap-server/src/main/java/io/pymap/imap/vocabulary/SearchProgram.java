package io.pymap.imap.vocabulary;

import io.pymap.search.Criterion;
import java.util.Optional;

/**
 * What is searched for: the charset and the keys behind it. RFC 9051 6.4.4.
 *
 * @param charset as it was named; empty where it was not
 * @param criterion true of no message where the charset is unknown
 * @param withModSeq whether the highest mod-sequence of what is found is told (RFC 7162 3.1.5)
 */
public record SearchProgram(Optional<String> charset, Criterion criterion, boolean withModSeq) {

    /** Whether the keys could be read. */
    public boolean hasKnownCharset() {
        return charset.map(SearchArguments::knows).orElse(true);
    }
}
