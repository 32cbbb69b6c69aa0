package io.pymap.fault;

import io.pymap.transport.HookedConnection;
import java.util.SplittableRandom;

/** A rule that acts on one event. Of the event loop of its connection. */
final class Firing {

    private final ServerRule rule;
    private final SplittableRandom random;
    private boolean told;

    /** @param random for what is made up */
    Firing(ServerRule rule, SplittableRandom random) {
        this.rule = rule;
        this.random = random;
    }

    Gate gate(String name) {
        return rule.gate(name);
    }

    SplittableRandom random() {
        return random;
    }

    void planFor(Plan plan) {
        rule.action().planFor(plan, this);
    }

    /** The rule has changed something: counts the first time, and leaves a remark. */
    void struck(HookedConnection connection) {
        if (!told) {
            told = true;
            connection.note("FAULT rule #" + rule.number() + " (hit " + rule.hit() + "): " + rule);
        }
    }

    /** The rule has ended a connection by what has struck that one. */
    void struck(HookedConnection connection, HookedConnection origin) {
        connection.note("FAULT rule #" + rule.number() + " on connection " + origin.id() + ": " + rule);
    }
}
