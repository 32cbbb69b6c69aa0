package io.pymap.mailbox.lag;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.ForwardingBackend;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.index.WatchedSubjects;
import io.pymap.time.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A backend as a server knows it that may lag behind: of the messages of a mailbox, what others do is known only so
 * much later. Others are whoever does it past this backend. A mailbox that is changed through it is known as it is.
 *
 * <p>Which users and mailboxes there are, annotations, rights, quotas and which messages are recent is known at once.
 */
public final class LaggingBackend extends ForwardingBackend {

    private final Timers timers;
    private final Executor workers;
    private final WatchedSubjects<LaggingMailbox.Key> watched = new WatchedSubjects<>();
    private final AtomicReference<Optional<Replicas>> replicas = new AtomicReference<>(Optional.empty());

    /**
     * One that does not lag yet.
     *
     * @param workers run what is due, and may wait where the backend may block
     */
    public LaggingBackend(Backend backend, Timers timers, Executor workers) {
        super(backend);
        this.timers = timers;
        this.workers = workers;
    }

    /**
     * Lags so far behind from now on; what has happened up to now is known, and sessions are told. May take its time
     * with many mailboxes, each of which is read.
     *
     * @param by zero ends it
     */
    public void lag(Duration by) {
        Optional<Replicas> next = by.isZero() ? Optional.empty() : Optional.of(filled(by));
        Optional<Replicas> before = replicas.getAndSet(next);
        if (before.isPresent()) {
            before.get().close();
            watched.announceWhere(key -> true);
        }
    }

    private Replicas filled(Duration by) {
        Replicas filled = new Replicas(new Delay(by, timers, workers, mayBlock()), watched::announce);
        boolean complete = false;
        try {
            filled.fill(backend());
            complete = true;
        } finally {
            if (!complete) {
                filled.close();
            }
        }
        return filled;
    }

    /** What is known of the mailbox while there is a lag. */
    Optional<Replica> replica(LaggingMailbox mailbox) {
        Optional<Replicas> now = replicas.get();
        return now.isEmpty() ? Optional.empty() : Optional.of(now.get().of(mailbox));
    }

    /** Tells when something of a replica has become known. */
    Mailbox.Watch watch(LaggingMailbox mailbox, Runnable onTold) {
        return watched.watch(mailbox.key(), onTold);
    }

    @Override
    public Account account(String user) {
        return new LaggingAccount(this, backend().account(user));
    }

    @Override
    public void close() {
        replicas.getAndSet(Optional.empty()).ifPresent(Replicas::close);
        super.close();
    }
}
