package io.pymap.fault;

/** A rule that was written wrongly. The message has the rule, a caret below the place, and what would fit there. */
public final class RuleSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    RuleSyntaxException(String text, int at, String expected) {
        super("expected " + expected + "\n  " + text + "\n  " + " ".repeat(at) + "^");
    }
}
