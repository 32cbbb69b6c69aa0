package io.pymap.imap.extension.multisearch;

import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;
import java.util.Set;

/** {@code ESEARCH IN (personal) ...}: one search of several mailboxes. RFC 7377. */
public final class MultiSearch implements Extension {

    @Override
    public String name() {
        return "MULTISEARCH";
    }

    @Override
    public String source() {
        return "RFC 7377";
    }

    @Override
    public String summary() {
        return "One search of several mailboxes";
    }

    @Override
    public Set<String> needs() {
        return Set.of("ESEARCH");
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(SearchMailboxes.SPEC);
    }
}
