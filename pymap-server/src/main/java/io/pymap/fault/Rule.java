package io.pymap.fault;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One thing that goes wrong: when, and how. Made by {@link Faults}; acts until it is removed. Safe for use by many threads.
 */
public final class Rule {

    private final Faults faults;
    private final int number;
    private final Trigger trigger;
    private final Conditions conditions;
    private final Action action;
    private final AtomicInteger hits = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final SplittableRandom random; // under the lock, as the count
    private int fitting;

    Rule(Faults faults, int number, Trigger trigger, Conditions conditions, Action action) {
        this.faults = faults;
        this.number = number;
        this.trigger = trigger;
        this.conditions = conditions;
        this.action = action;
        this.random = conditions.chance().map(Conditions.Chance::random).orElseGet(() -> new SplittableRandom(number));
    }

    /** The first rule since the last {@link Faults#clear} is 1; the transcript names rules so. */
    public int number() {
        return number;
    }

    /** On how many commands it has acted. One that had nothing to act on, such as a literal that is not there, does not count. */
    public int hits() {
        return hits.get();
    }

    /** From now on it acts on nothing more; what it has begun, such as a stall, goes on. */
    public void remove() {
        faults.remove(this);
    }

    Action action() {
        return action;
    }

    /** One more, told as its number. */
    int hit() {
        return hits.incrementAndGet();
    }

    /** Itself, where it acts on the event. */
    Optional<Firing> firing(Trigger.Kind event, ClientCommand command) {
        if (!trigger.fits(event, command) || !conditions.fit(command)) {
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

    /** As it is written on the command line, where that can be: see {@link Faults#add}. */
    @Override
    public String toString() {
        return trigger.text() + conditions.text() + " " + action.text();
    }
}
