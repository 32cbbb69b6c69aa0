package io.pymap.fault;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** A rule of a server in this process. */
final class ServerRule implements Rule {

    private final ServerFaults faults;
    private final int number;
    private final RuleSpec spec;
    private final AtomicInteger hits = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final SplittableRandom random; // under the lock, as the count
    private int fitting;

    ServerRule(ServerFaults faults, int number, RuleSpec spec) {
        this.faults = faults;
        this.number = number;
        this.spec = spec;
        this.random =
                spec.conditions().chance().map(Conditions.Chance::random).orElseGet(() -> new SplittableRandom(number));
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public int hits() {
        return hits.get();
    }

    @Override
    public void remove() {
        faults.remove(this);
    }

    Action action() {
        return spec.action();
    }

    /** Whether there are no connections while it is there. */
    boolean refuses() {
        return spec.action() instanceof Action.Refuse;
    }

    Gate gate(String name) {
        return faults.gate(name);
    }

    /** One more, told as its number. */
    int hit() {
        return hits.incrementAndGet();
    }

    /** Itself, where it acts on the event. */
    Optional<Firing> firing(Trigger.Kind event, ClientCommand command) {
        Conditions conditions = spec.conditions();
        if (!spec.trigger().fits(event, command) || !conditions.fit(command)) {
            return Optional.empty();
        }
        lock.lock();
        try {
            boolean acts = conditions.include(++fitting)
                    && conditions
                            .chance()
                            .filter(chance -> random.nextDouble() >= chance.probability())
                            .isEmpty();
            return acts ? Optional.of(new Firing(this, random.split())) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return spec.toString();
    }
}
