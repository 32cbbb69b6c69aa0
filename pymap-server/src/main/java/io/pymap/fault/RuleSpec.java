package io.pymap.fault;

/** What a rule is made of: when, and how. Made by {@link On}. Immutable. */
public final class RuleSpec {

    private final Trigger trigger;
    private final Conditions conditions;
    private final Action action;

    RuleSpec(Trigger trigger, Conditions conditions, Action action) {
        this.trigger = trigger;
        this.conditions = conditions;
        this.action = action;
    }

    Trigger trigger() {
        return trigger;
    }

    Conditions conditions() {
        return conditions;
    }

    Action action() {
        return action;
    }

    /**
     * As {@link Faults#add(String)} reads it, on whatever server.
     *
     * @throws UnsupportedOperationException where it has code in it, which text cannot say, with what to write instead
     */
    public String text() {
        if (conditions.when().isPresent()) {
            throw code("when(...)", "the pattern of the whole command, user(...), mailbox(...) or nth(...)");
        }
        if (action instanceof Action.Rewrite) {
            throw code("rewrite(...)", "replace(\"a regular expression\", \"its replacement\")");
        }
        if (action instanceof Action.PauseUntil) {
            throw code("pauseUntil(gate)", "delay(...) or delayByClock(...), and let the time pass");
        }
        return toString();
    }

    private UnsupportedOperationException code(String part, String instead) {
        return new UnsupportedOperationException("Code cannot be sent to a server in another process: " + this
                + ". In place of " + part + ", write " + instead);
    }

    /** With {@code <code>} for what text cannot say. */
    @Override
    public String toString() {
        return trigger.text() + conditions.text() + " " + action.text();
    }
}
