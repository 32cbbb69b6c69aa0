package io.pymap.differential;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** All differences that may stay. Each has a row in {@code docs/compat.md}; {@code ExplanationsTest} keeps them together. */
final class Explanations {

    static final List<Explanation> ALL = List.of(
            same(
                    "highestmodseq-unasked",
                    d -> d.isAbout("HIGHESTMODSEQ") && d.theirs().equals(Difference.NOTHING)),
            same("name-not-utf-7", d -> d.isOutcome("BAD", "NO") && d.command().contains("&")),
            same(
                    "children-in-lsub",
                    d -> d.point().startsWith("LSUB ")
                            && d.ours()
                                    .replaceAll("\\\\HAS(NO)?CHILDREN(, )?", "")
                                    .equals(d.theirs())),
            same(
                    "default-charset",
                    d -> d.isAbout("BODYSTRUCTURE", "BODY")
                            && withoutDefaultCharset(d.ours()).equals(withoutDefaultCharset(d.theirs()))),
            parting(
                    "wildcard-in-reference",
                    d -> d.isOutcome("BAD", "OK") && d.command().matches("(?is)(LIST|LSUB) (\\([^)]*\\) )?%[ /].*")),
            same(
                    "store-without-change",
                    d -> d.isAbout("FLAGS")
                            && d.parsed().verb().equals("STORE")
                            && d.theirs().equals(Difference.NOTHING)),
            parting(
                    "words-too-many",
                    d -> d.isOutcome("BAD", "OK") && d.command().matches("(?i)(NOOP now|CLOSE it|EXPUNGE 1|CHECK 1)")),
            parting("rename-inbox", d -> d.isOutcome("OK", "NO") && d.command().matches("(?is)RENAME \\S*INBOX.*")),
            same("id-syntax", d -> d.isOutcome("BAD", "OK") && d.command().matches("(?i)ID (|\\(name x\\))")),
            parting(
                    "unknown-system-flag",
                    d -> d.isOutcome("OK", "BAD") && d.command().matches("(?s).*\\\\(Unknown|Recent).*")),
            same(
                    "store-read-only",
                    d -> d.ours().equals("NO")
                            && d.point().equals("outcome")
                            && d.parsed().verb().equals("STORE")),
            same(
                    "expunge-read-only",
                    d -> d.isOutcome("NO", "OK") && d.parsed().verb().equals("EXPUNGE")),
            parting(
                    "move-read-only",
                    d -> d.parsed().verb().equals("MOVE")
                            && (d.isOutcome("NO", "OK")
                                    || (d.shared() && d.point().equals("messages known after it")))),
            parting(
                    "set-with-empty-range",
                    d -> d.point().equals("outcome")
                            && d.ours().equals("BAD")
                            && d.command().matches("(?s).*[ (]\\d+,(?!\\d).*")),
            same(
                    "enable-again",
                    d -> d.isAbout("ENABLED")
                            && d.theirs().matches("(CONDSTORE ?)?(QRESYNC)?")
                            && d.theirs().length() > d.ours().length()),
            parting(
                    "flag-not-an-atom",
                    d -> d.isOutcome("BAD", "NO")
                            && d.command().matches("(?s).*(bad\\]flag.*|[( ]\\\\[ )].*|[( ]\\*[ )].*|[( ]\\*)")),
            parting(
                    "modifier-after-section",
                    d -> d.isOutcome("OK", "BAD") && d.command().matches("(?s).*\\]\\S* \\(CHANGEDSINCE \\S+\\)")),
            same(
                    "part-of-a-leaf",
                    d -> d.point().matches("FETCH .*\\[[\\d.]*\\.1(\\.\\D.*)?\\].*")
                            && d.ours().matches("NIL|\"\"|0")),
            parting(
                    "removed-superior",
                    d -> d.isOutcome("NO", "OK") && d.command().matches("(?is)(RENAME|DELETE) .*")),
            same(
                    "empty-superior",
                    d -> d.point().startsWith("LIST ")
                            && ((d.ours().equals(Difference.NOTHING)
                                            && d.theirs().matches("\\[(\\\\HAS(NO)?CHILDREN, )?\\\\NOSELECT\\] \"/\""))
                                    || d.theirs().equals(d.ours().replace("HASNOCHILDREN", "HASCHILDREN")))),
            parting(
                    "deleted-superior",
                    d -> d.point().startsWith("LIST ")
                            && withoutExistence(d.ours()).equals(withoutExistence(d.theirs()))),
            same(
                    "search-before-told",
                    d -> d.shared() && d.behind() && isResult(d) && !d.ours().equals(Difference.NOTHING)),
            same("no-date-header", d -> isResult(d) && d.command().matches("(?is).*\\bSENT(BEFORE|ON|SINCE)\\b.*")),
            same(
                    "blank-line-without-body",
                    d -> d.point().matches("FETCH .*(HEADER|MIME)\\].*")
                            && quotedContent(d.ours()).equals(quotedContent(d.theirs()) + "\r\n")),
            same("binary-of-the-message", d -> d.point().matches("FETCH .*BINARY(\\.SIZE)?\\[\\].*")),
            parting("part-zero", d -> d.isOutcome("BAD", "OK") && d.command().endsWith("BODY[0]")),
            parting(
                    "copy-of-expunged",
                    d -> d.isOutcome("OK", "NO")
                            && ((d.behind() && d.parsed().verb().equals("COPY"))
                                    || (d.shared() && d.parsed().verb().equals("MOVE")))),
            parting(
                    "fetch-of-expunged",
                    d -> d.behind()
                            && d.point().startsWith("FETCH ")
                            && (d.isAbout("FLAGS")
                                    || d.theirs().matches("NIL|\\(NIL.*|1970-01-01T00:00:00Z|.* 0 0.*|0|\"\""))),
            same(
                    "recent-of-several",
                    d -> d.shared()
                            && (d.isAbout("RECENT")
                                    || (isResult(d) && d.command().matches("(?is).*\\b(RECENT|OLD|NEW)\\b.*")))),
            same(
                    "status-of-selected",
                    d -> d.shared()
                            && d.point().startsWith("STATUS ")
                            && d.parsed().name().matches("STATUS|LIST")
                            && !d.command().endsWith(Duel.FINAL_ITEMS)),
            same(
                    "changed-since-before-told",
                    d -> d.shared()
                            && d.command().contains("CHANGEDSINCE")
                            && d.point().startsWith("FETCH ")
                            && (d.ours().equals(Difference.NOTHING)
                                    || d.theirs().equals(Difference.NOTHING))),
            same(
                    "partial-of-no-fields",
                    d -> d.point().matches("FETCH .*HEADER\\.FIELDS.*<1>")
                            && d.ours().equals("\"\n\"")),
            same(
                    "lsub-of-nothing",
                    d -> d.point().startsWith("LSUB ") && d.command().endsWith(" \"\"")),
            same(
                    "root-of-reference",
                    d -> d.point().startsWith("LIST ")
                            && d.command().matches("(?is)LIST .+ \"\"")
                            && (d.ours() + d.theirs()).contains("[\\NOSELECT] \"/\"")),
            same("modseq-in-or", d -> isResult(d) && d.command().matches("(?is).*\\b(OR|NOT)\\b.*\\bMODSEQ\\b.*")),
            same(
                    "enabled-of-none",
                    d -> d.isAbout("ENABLED")
                            && d.ours().isEmpty()
                            && d.theirs().equals(Difference.NOTHING)),
            parting(
                    "subscribe-unknown",
                    d -> d.isOutcome("OK", "NO") && d.parsed().name().equals("SUBSCRIBE")),
            parting("two-spaces", d -> d.isOutcome("BAD", "OK") && d.command().matches("(?s).*(  .*|\\( .*| \\).*| )")),
            parting(
                    "partial-syntax",
                    d -> d.isOutcome("BAD", "OK") && d.command().matches(".*<0(\\.0)?>")),
            parting(
                    "store-without-flags",
                    d -> d.isOutcome("BAD", "OK") && d.command().equals("STORE 1 FLAGS")),
            same(
                    "two-errors",
                    d -> (d.isOutcome("NO", "BAD") || d.isOutcome("BAD", "NO"))
                            && d.parsed().verb().matches("COPY|MOVE|SEARCH|SORT|THREAD|STATUS|SELECT|EXAMINE")),
            same(
                    "namespace-of-others",
                    d -> d.isAbout("NAMESPACE")
                            && d.ours()
                                    .replace("((\"Other Users/\" \"/\"))", "NIL")
                                    .equals(d.theirs())),
            same(
                    "saved-with-modseq",
                    d -> d.point().startsWith("ESEARCH") && d.command().matches("(?is).*RETURN \\(SAVE\\).*MODSEQ.*")),
            same("result-of-saved", d -> isResult(d) && d.command().contains("$")),
            same(
                    "preview-lazy",
                    d -> d.isAbout("PREVIEW")
                            && d.command().toUpperCase(Locale.ROOT).contains("LAZY")
                            && d.theirs().equals("NIL")),
            same(
                    "preview-text",
                    d -> d.isAbout("PREVIEW")
                            && d.ours().matches("\".+")
                            && d.theirs().matches("\".+")),
            same(
                    "unmarked",
                    d -> d.point().startsWith("LIST ")
                            && d.theirs()
                                    .replaceAll("(, )?\\\\(UN)?MARKED", "")
                                    .replace("[, ", "[")
                                    .equals(d.ours())),
            same(
                    "case-below-inbox",
                    d -> d.point().startsWith("LIST INBOX/") && d.ours().equals(Difference.NOTHING)),
            parting(
                    "wildcard-not-a-string",
                    d -> d.isOutcome("BAD", "OK")
                            && d.command().matches("(?is).*\\b(FROM|TO|CC|BCC|SUBJECT|TEXT|BODY) [*%].*")),
            parting(
                    "expunge-of-untold",
                    d -> d.shared()
                            && d.parsed().verb().equals("EXPUNGE")
                            && d.point().equals("messages known after it")
                            && knowsMore(d)),
            same(
                    "listed-still",
                    d -> d.shared() && d.point().startsWith("LIST ") && d.ours().equals(Difference.NOTHING)),
            same(
                    "listed-late",
                    d -> d.shared()
                            && d.point().startsWith("LIST ")
                            && d.theirs().equals(Difference.NOTHING)),
            parting(
                    "preview-with-modifiers",
                    d -> d.isOutcome("OK", "BAD") && d.command().matches("(?is).*PREVIEW \\(CHANGEDSINCE \\S+\\)")),
            same(
                    "sort-key-twice",
                    d -> isResult(d)
                            && d.command()
                                    .toUpperCase(Locale.ROOT)
                                    .replace("REVERSE ", "")
                                    .matches(
                                            "(?s)(UID )?SORT [^()]*(\\(\\) |\\([^()]*\\) )?\\([^()]*\\b(\\w+)\\b[^()]*\\b\\3\\b.*")),
            same(
                    "modseq-of-one-store",
                    d -> isResult(d) && d.command().toLowerCase(Locale.ROOT).contains("modseq @modseq@")),
            same("sort-of-expunged", d -> d.behind() && d.isAbout("SORT", "THREAD")),
            same(
                    "or-of-missing-flags",
                    d -> isResult(d)
                            && d.command().matches("(?is).*\\bOR\\b.*\\bUN(SEEN|DELETED|ANSWERED|FLAGGED|DRAFT)\\b.*")),
            same("not-of-sizes", d -> isResult(d) && d.command().matches("(?is).*\\bNOT\\b.*\\b(LARGER|SMALLER)\\b.*")),
            parting(
                    "modified-of-expunged",
                    d -> d.shared() && d.isAbout("code") && (d.ours() + d.theirs()).contains("MODIFIED")),
            same("search-in-nested-messages", d -> isResult(d) && d.command().matches("(?is).*\\b(BODY|TEXT)\\b.*")),
            parting(
                    "uidnext-leaves-gaps",
                    d -> (d.shared() && hasHigherUids(d))
                            || (d.shared()
                                    && d.isAbout("UIDNEXT")
                                    && d.ours().matches("\\d+")
                                    && d.theirs().matches("\\d+")
                                    && Long.parseLong(d.theirs()) > Long.parseLong(d.ours()))),
            parting(
                    "rename-to-superior",
                    d -> d.isOutcome("OK", "NO") && d.parsed().name().equals("RENAME")),
            same(
                    "copy-of-nothing",
                    d -> d.theirs().equals("OK")
                            && d.point().equals("outcome")
                            && (d.parsed().name().matches("UID (COPY|MOVE)")
                                    || d.command().contains("$"))));

    /** Whether it is about what SEARCH, SORT or THREAD have found, in any form. */
    private static boolean isResult(Difference difference) {
        return difference.isAbout("SEARCH", "SORT", "THREAD")
                || difference.point().startsWith("ESEARCH");
    }

    /** RFC 2045 5.2: what a text without a charset has. */
    private static String withoutDefaultCharset(String body) {
        return body.replaceAll("(\"TEXT\" \"[^\"]*\") \\(CHARSET \"us-ascii\"\\)", "$1 NIL");
    }

    /** As many messages, of which some have been given later UIDs there. */
    private static boolean hasHigherUids(Difference difference) {
        if (!difference.point().equals("messages known after it")) {
            return false;
        }
        String[] ours = difference.ours().replaceAll("[\\[\\] ]", "").split(",");
        String[] theirs = difference.theirs().replaceAll("[\\[\\] ]", "").split(",");
        boolean higher = ours.length == theirs.length && !ours[0].isEmpty();
        for (int i = 0; higher && i < ours.length; i++) {
            higher = Long.parseLong(theirs[i]) >= Long.parseLong(ours[i]) && Long.parseLong(ours[i]) > 0;
        }
        return higher;
    }

    /** All the messages that are known here, and others. */
    private static boolean knowsMore(Difference difference) {
        List<String> ours =
                List.of(difference.ours().replaceAll("[\\[\\] ]", "").split(","));
        List<String> theirs =
                List.of(difference.theirs().replaceAll("[\\[\\] ]", "").split(","));
        return theirs.size() >= ours.size() && (ours.get(0).isEmpty() || theirs.containsAll(ours));
    }

    private static String withoutExistence(String attributes) {
        return attributes.replaceAll("(, )?\\\\(NOSELECT|NONEXISTENT)\\b", "").replace("[, ", "[");
    }

    private static String quotedContent(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
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
