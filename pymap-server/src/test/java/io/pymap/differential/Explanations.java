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
                            && withoutDefaultCharset(d.ours()).equals(withoutDefaultCharset(d.theirs()))),
            same("wildcard-in-reference", d -> d.isOutcome("BAD", "OK") && d.command().matches("(?is)(LIST|LSUB) %[ /].*")),
            same(
                    "store-without-change",
                    d -> d.isAbout("FLAGS")
                            && d.parsed().verb().equals("STORE")
                            && d.theirs().equals(Difference.NOTHING)),
            same(
                    "words-too-many",
                    d -> d.isOutcome("BAD", "OK") && d.command().matches("(?i)(NOOP now|CLOSE it|EXPUNGE 1|CHECK 1)")),
            parting("rename-inbox", d -> d.isOutcome("OK", "NO") && d.command().matches("(?is)RENAME \\S*INBOX.*")),
            same("id-syntax", d -> d.isOutcome("BAD", "OK") && d.command().matches("(?i)ID (|\\(name x\\))")),
            parting("unknown-system-flag", d -> d.isOutcome("OK", "BAD") && d.command().matches("(?s).*\\\\(Unknown|Recent).*")),
            same("store-read-only", d -> d.ours().equals("NO") && d.point().equals("outcome") && d.parsed().verb().equals("STORE")),
            same("expunge-read-only", d -> d.isOutcome("NO", "OK") && d.parsed().verb().equals("EXPUNGE")),
            parting("move-read-only", d -> d.isOutcome("NO", "OK") && d.parsed().verb().equals("MOVE")),
            parting("set-with-empty-range", d -> d.isOutcome("BAD", "OK") && d.command().matches("(?s).*[ (]\\d+,(?!\\d).*")),
            same("enable-again", d -> d.isAbout("ENABLED") && d.ours().isEmpty() && d.theirs().equals("CONDSTORE")),
            parting("flag-not-an-atom", d -> d.isOutcome("BAD", "NO") && d.command().matches("(?s).*(bad\\]flag.*|[( ]\\*[ )].*|[( ]\\*)")),
            same(
                    "modifier-after-section",
                    d -> d.isOutcome("OK", "BAD") && d.command().matches("(?s).*\\]\\S* \\(CHANGEDSINCE \\S+\\)")),
            same(
                    "part-of-a-leaf",
                    d -> d.point().matches("FETCH .*\\[[\\d.]*\\.1(\\.\\D.*)?\\].*") && d.ours().matches("NIL|\"\"|0")),
            same("empty-superior", d -> d.point().startsWith("LIST ") && d.ours().equals(Difference.NOTHING)
                    && d.theirs().matches("\\[\\\\HAS(NO)?CHILDREN, \\\\NOSELECT\\] \"/\"")),
            same("binary-of-the-message", d -> d.point().matches("FETCH .*BINARY(\\.SIZE)?\\[\\].*")),
            parting("part-zero", d -> d.isOutcome("BAD", "OK") && d.command().endsWith("BODY[0]")),
            parting(
                    "copy-of-expunged",
                    d -> d.isOutcome("OK", "NO")
                            && ((d.behind() && d.parsed().verb().equals("COPY"))
                                    || (d.shared() && d.parsed().verb().equals("MOVE")))),
            parting(
                    "fetch-of-expunged",
                    d -> d.behind() && d.parsed().verb().equals("FETCH") && d.theirs().equals("NIL")),
            same(
                    "recent-of-several",
                    d -> d.shared()
                            && (d.isAbout("RECENT")
                                    || (d.isAbout("SEARCH")
                                            && d.command().matches("(?is).*\\b(RECENT|OLD|NEW)\\b.*")))),
            same("status-of-selected", d -> d.behind() && d.point().startsWith("STATUS ")),
            parting(
                    "flag-named-twice",
                    d -> d.isAbout("FLAGS") && d.command().matches("(?is).*[( ](\\S+) (.* )?\\1[ )].*")),
            same(
                    "changed-since-before-told",
                    d -> d.shared()
                            && d.command().contains("CHANGEDSINCE")
                            && d.point().startsWith("FETCH ")
                            && d.ours().equals(Difference.NOTHING)),
            same(
                    "partial-of-no-fields",
                    d -> d.point().matches("FETCH .*HEADER\\.FIELDS.*<1>") && d.ours().equals("\"\\n\"")),
            same("lsub-of-nothing", d -> d.point().equals("LSUB ") && d.theirs().equals(Difference.NOTHING)),
            same("enabled-of-none", d -> d.isAbout("ENABLED") && d.ours().isEmpty() && d.theirs().equals(Difference.NOTHING)),
            parting("subscribe-unknown", d -> d.isOutcome("OK", "NO") && d.parsed().name().equals("SUBSCRIBE")),
            parting("two-spaces", d -> d.isOutcome("BAD", "OK") && d.command().contains("  ")),
            parting("partial-without-length", d -> d.isOutcome("BAD", "OK") && d.command().endsWith("<0>")),
            same("copy-of-nothing", d -> d.isOutcome("NO", "OK") && d.parsed().name().matches("UID (COPY|MOVE)")));

    /** RFC 2045 5.2: what a text without a charset has. */
    private static String withoutDefaultCharset(String body) {
        return body.replaceAll("(\"TEXT\" \"[^\"]*\") \\(CHARSET \"us-ascii\"\\)", "$1 NIL");
    }

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
