package io.pymap.junit;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * Lets the tests that share a server run one after the other. Where an annotation on their class says that they share it,
 * JUnit does so already; it has no lock for a field.
 */
final class Turns {

    private final Semaphore free = new Semaphore(1, true);
    private volatile Optional<Thread> holder = Optional.empty();

    /** Waits for the turn; closing the result ends it. */
    Turn take() {
        if (holder.filter(Thread.currentThread()::equals).isPresent()) {
            // JUnit runs another test while one that has the turn waits for its dynamic tests: it would wait for ever.
            throw new ExtensionConfigurationException("A test that shares an IMAP server runs inside another one that "
                    + "does. Write @Execution(ExecutionMode.SAME_THREAD) on the class, or @ImapServer in place of the "
                    + "static field");
        }
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while another test uses the IMAP server", e);
        }
        holder = Optional.of(Thread.currentThread());
        return new Turn(this);
    }

    /** One test's turn. In JUnit's store, which closes it when the test is over. */
    record Turn(Turns turns) implements AutoCloseable {
        @Override
        public void close() {
            turns.holder = Optional.empty();
            turns.free.release();
        }
    }
}
