package io.pymap.imap.extension.context;

import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.ReturnOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Results of SORT that are kept up to date: {@code SORT RETURN (UPDATE)}. RFC 5267 4. */
public final class ContextSort implements Extension {

    @Override
    public String name() {
        return "CONTEXT=SORT";
    }

    @Override
    public String source() {
        return "RFC 5267";
    }

    @Override
    public String summary() {
        return "Results of SORT that the server keeps up to date";
    }

    @Override
    public Set<String> needs() {
        return Set.of("ESORT");
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
