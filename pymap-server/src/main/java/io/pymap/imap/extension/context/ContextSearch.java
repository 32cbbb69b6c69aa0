package io.pymap.imap.extension.context;

import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.ReturnOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Results of SEARCH that are kept up to date: {@code SEARCH RETURN (UPDATE)}. RFC 5267 4. */
public final class ContextSearch implements Extension {

    @Override
    public String name() {
        return "CONTEXT=SEARCH";
    }

    @Override
    public String source() {
        return "RFC 5267";
    }

    @Override
    public String summary() {
        return "Results of SEARCH that the server keeps up to date";
    }

    @Override
    public Set<String> needs() {
        return Set.of("ESEARCH");
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CancelUpdate.SPEC);
    }

    @Override
    public Map<String, ReturnOption.Parser> returnOptions() {
        return ContextOptions.ALL;
    }
}
