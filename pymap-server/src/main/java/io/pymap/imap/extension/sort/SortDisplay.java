package io.pymap.imap.extension.sort;

import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.SortKey;
import java.util.Map;
import java.util.Set;

/** SORT by the names that people see. RFC 5957. */
public final class SortDisplay implements Extension {

    @Override
    public String name() {
        return "SORT=DISPLAY";
    }

    @Override
    public String source() {
        return "RFC 5957";
    }

    @Override
    public String summary() {
        return "SORT by the names of sender and recipient, as they are shown";
    }

    @Override
    public Set<String> needs() {
        return Set.of("SORT");
    }

    @Override
    public Map<String, SortKey> sortKeys() {
        return Map.of(
                "DISPLAYFROM", (message, header) -> header.get().displayFrom(),
                "DISPLAYTO", (message, header) -> header.get().displayTo());
    }
}
