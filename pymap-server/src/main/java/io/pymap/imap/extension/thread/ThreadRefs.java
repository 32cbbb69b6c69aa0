package io.pymap.imap.extension.thread;

import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.thread.Refs;
import io.pymap.thread.ThreadAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code THREAD REFS}. draft-ietf-morg-inthread. */
public final class ThreadRefs implements Extension {

    @Override
    public String name() {
        return "THREAD=REFS";
    }

    @Override
    public String source() {
        return "draft-ietf-morg-inthread";
    }

    @Override
    public String summary() {
        return "Threads by what messages refer to, the latest last";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return ThreadMessages.SPECS;
    }

    @Override
    public Map<String, Supplier<ThreadAlgorithm>> threadAlgorithms() {
        return Map.of("REFS", Refs::new);
    }
}
