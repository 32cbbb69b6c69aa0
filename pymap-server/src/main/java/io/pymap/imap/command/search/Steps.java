package io.pymap.imap.command.search;

import io.pymap.imap.session.Untagged;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/** Work that goes on in small steps, so that it holds up nobody else, and what is told on the way. */
public final class Steps implements Iterator<Untagged> {

    private final Queue<Untagged> told = new ArrayDeque<>();
    private final Runnable onFailure;
    private Optional<Stage> stage;

    /** Something to be done step by step. */
    @FunctionalInterface
    public interface Work {

        /** Does one step; false when it was the last. */
        boolean advance();

        /** How far it has come. */
        default Untagged progress() {
            return Untagged.NOTHING;
        }
    }

    /** Work, and what follows from it. */
    public record Stage(Work work, Supplier<Next> next) {}

    /** What is told when a stage is done, and the stage behind it. */
    public record Next(List<Untagged> told, Optional<Stage> stage) {

        public static Next end(Untagged told) {
            return new Next(List.of(told), Optional.empty());
        }

        public static Next stage(Work work, Supplier<Next> next) {
            return new Next(List.of(), Optional.of(new Stage(work, next)));
        }
    }

    /** @param onFailure run if a step ends in an exception */
    public Steps(Next first, Runnable onFailure) {
        this.onFailure = onFailure;
        this.told.addAll(first.told);
        this.stage = first.stage;
    }

    @Override
    public boolean hasNext() {
        return !told.isEmpty() || stage.isPresent();
    }

    @Override
    public Untagged next() {
        if (!told.isEmpty()) {
            return told.remove();
        }
        Stage now = stage.orElseThrow(NoSuchElementException::new);
        step(now);
        return told.isEmpty() ? now.work.progress() : told.remove();
    }

    private void step(Stage now) {
        boolean fine = false;
        try {
            if (!now.work.advance()) {
                Next next = now.next.get();
                told.addAll(next.told);
                stage = next.stage;
            }
            fine = true;
        } finally {
            if (!fine) {
                onFailure.run();
            }
        }
    }
}
