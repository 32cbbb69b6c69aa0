package io.pymap.imap.extension.sort;

import io.pymap.imap.vocabulary.Extension;
import java.util.Set;

/** {@code SORT RETURN (MIN MAX ALL COUNT)}. SORT asks for it by this name. RFC 5267 3. */
public final class Esort implements Extension {

    @Override
    public String name() {
        return "ESORT";
    }

    @Override
    public String source() {
        return "RFC 5267";
    }

    @Override
    public String summary() {
        return "SORT tells the first, the last, how many, or a compact list";
    }

    @Override
    public Set<String> needs() {
        return Set.of("SORT", "ESEARCH");
    }
}
