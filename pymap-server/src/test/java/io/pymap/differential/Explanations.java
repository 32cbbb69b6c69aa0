package io.pymap.differential;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All differences that may stay. Each has a row in {@code docs/compat.md}; {@code ExplanationsTest} keeps them together. */
final class Explanations {

    static final List<Explanation> ALL = List.of(
            same("highestmodseq-unasked", d -> d.isAbout("HIGHESTMODSEQ") && d.theirs().equals(Difference.NOTHING)),
            same("name-not-utf-7", d -> d.isOutcome("BAD", "NO") && d.command().contains("&")),
            same(
                    "children-in-lsub",
                    d -> d.point().startsWith("LSUB ")
                            && d.ours().replaceAll("\\\\HAS(NO)?CHILDREN", "").equals(d.theirs())),
            same(
                    "default-charset",
                    d -> d.isAbout("BODYSTRUCTURE", "BODY")
                            && d.ours().equals(d.theirs().replaceAll("(\"TEXT\" \"[^\"]*\") \\(CHARSET \"us-ascii\"\\)", "$1 NIL"))),
            same("wildcard-in-reference", d -> d.isOutcome("BAD", "OK") && d.command().matches("(?i)(LIST|LSUB) % .*")),
            same(
                    "store-of-no-flags",
                    d -> d.isAbout("FLAGS")
                            && d.parsed().verb().equals("STORE")
                            && d.command().endsWith(" ()")
                            && d.theirs().equals(Difference.NOTHING)),
            same(
                    "words-too-many",
                    d -> d.isOutcome("BAD", "OK") && d.command().matches("(?i)(NOOP now|CLOSE it|EXPUNGE 1|CHECK 1)")),
            parting("rename-inbox", d -> d.isOutcome("OK", "NO") && d.command().matches("(?is)RENAME \\S*INBOX.*")),
            same("id-without-argument", d -> d.isOutcome("BAD", "OK") && d.command().equalsIgnoreCase("ID ")),
            parting(
                    "unknown-system-flag",
                    d -> d.isOutcome("OK", "BAD") && d.command().matches("(?s).*\\\\Unknown.*")),
            same("store-read-only", d -> d.isOutcome("NO", "OK") && d.parsed().verb().equals("STORE")));

    private static Explanation same(String id, Predicate<Difference> covers) {
        return new Explanation(id, false, covers);
    }

    /** The mailboxes differ from then on. */
    private static Explanation parting(String id, Predicate<Difference> covers) {
        return new Explanation(id, true, covers);
    }

    private Explanations() {}

    static Optional<Explanation> of(Difference difference) {
        return ALL.stream()
                .filter(explanation -> explanation.covers().test(difference))
                .findFirst();
    }
}
