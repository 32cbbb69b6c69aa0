package io.pymap.imap.command.search;

import io.pymap.imap.session.Untagged;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** Work that goes on in small steps, so that it holds up nobody else, and what is told at its end. */
public final class Steps implements Iterator<Untagged> {

    private final Work work;
    private final Supplier<Untagged> result;
    private final Runnable onFailure;
    private boolean told;

    /** Something to be done step by step. */
    @FunctionalInterface
    public interface Work {

        /** Does one step; false when it was the last. */
        boolean advance();

        /** This, and then the other. */
        default Work then(Supplier<Work> other) {
            return new Work() {
                private Work current = Work.this;
                private boolean second;

                @Override
                public boolean advance() {
                    if (current.advance()) {
                        return true;
                    }
                    if (second) {
                        return false;
                    }
                    second = true;
                    current = other.get();
                    return true;
                }
            };
        }
    }

    public Steps(Work work, Supplier<Untagged> result, Runnable onFailure) {
        this.work = work;
        this.result = result;
        this.onFailure = onFailure;
    }

    @Override
    public boolean hasNext() {
        return !told;
    }

    @Override
    public Untagged next() {
        if (told) {
            throw new NoSuchElementException();
        }
        boolean fine = false;
        try {
            if (work.advance()) {
                fine = true;
                return Untagged.NOTHING;
            }
            told = true;
            Untagged told = result.get();
            fine = true;
            return told;
        } finally {
            if (!fine) {
                onFailure.run();
            }
        }
    }
}
