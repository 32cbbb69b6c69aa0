package io.pymap.imap.extension.thread;

import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.thread.OrderedSubject;
import io.pymap.thread.ThreadAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code THREAD ORDEREDSUBJECT}. RFC 5256. */
public final class ThreadOrderedSubject implements Extension {

    @Override
    public String name() {
        return "THREAD=ORDEREDSUBJECT";
    }

    @Override
    public String source() {
        return "RFC 5256";
    }

    @Override
    public String summary() {
        return "Threads by subject";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return ThreadMessages.SPECS;
    }

    @Override
    public Map<String, Supplier<ThreadAlgorithm>> threadAlgorithms() {
        return Map.of("ORDEREDSUBJECT", OrderedSubject::new);
    }
}
