package io.pymap.differential;

import java.util.function.Predicate;

/**
 * A difference that may stay, and why.
 *
 * @param id of its row in {@code docs/compat.md}
 * @param partsWays whether the mailboxes may differ from then on, so that the sequence ends there
 * @param covers as little as can be
 */
record Explanation(String id, boolean partsWays, Predicate<Difference> covers) {}
