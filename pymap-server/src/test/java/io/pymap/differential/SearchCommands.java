package io.pymap.differential;

import java.util.Locale;

/** SEARCH and its keys. */
final class SearchCommands {

    private SearchCommands() {}

    static String search(Words w, String name) {
        String options = w.offers("ESEARCH") && w.chance(30) ? " RETURN (" + returned(w) + ")" : "";
        return w.keyword(name) + options + criteria(w);
    }

    private static String returned(Words w) {
        if (w.chance(10)) {
            return "";
        }
        String options = w.several(3, () -> w.keyword(w.one("MIN", "MAX", "ALL", "COUNT")));
        if (w.offers("SEARCHRES") && w.chance(20)) {
            return w.chance(50) ? "SAVE" : options + " SAVE";
        }
        return options;
    }

    /** Charset and keys, with a space before them. */
    static String criteria(Words w) {
        String charset = w.chance(15) ? " CHARSET " + w.one("UTF-8", "US-ASCII", "utf-8", "\"UTF-8\"", "X-NONE") : "";
        return charset + " "
                + w.several(3, () -> key(w, 0, charset.toUpperCase(Locale.ROOT).contains("UTF-8")));
    }

    private static String key(Words w, int depth, boolean utf8) {
        return switch (w.number(depth < 3 ? 20 : 15)) {
            case 0 -> w.set();
            case 1 -> w.keyword("UID") + " " + w.uidSet();
            case 2, 3, 4 ->
                w.keyword(w.one(
                        "ALL",
                        "ANSWERED",
                        "DELETED",
                        "DRAFT",
                        "FLAGGED",
                        "SEEN",
                        "UNANSWERED",
                        "UNDELETED",
                        "UNDRAFT",
                        "UNFLAGGED",
                        "UNSEEN"));
            case 5 -> w.keyword(w.one("KEYWORD", "UNKEYWORD")) + " " + w.keywordFlag();
            case 6, 7 ->
                w.keyword(w.one("BEFORE", "ON", "SINCE", "SENTBEFORE", "SENTON", "SENTSINCE")) + " " + w.date();
            case 8, 9 ->
                w.keyword(w.one("FROM", "TO", "CC", "BCC", "SUBJECT", "BODY", "TEXT")) + " " + w.astring(text(w, utf8));
            case 10 ->
                w.keyword("HEADER") + " "
                        + w.astring(w.one("From", "subject", "X-ODD", "Message-ID", "Content-Type", "Absent", "To"))
                        + " " + w.string(w.chance(20) ? "" : text(w, utf8));
            case 11 ->
                w.keyword(w.one("LARGER", "SMALLER")) + " " + w.one("0", "100", "300", "500", "1000", "4294967295");
            case 12 ->
                w.chance(10)
                        ? w.one("NONSENSE", "NEW OLD", "UID", "NOT", "OR SEEN", "()", "FROM", "BEFORE 2020", "LARGER x")
                        : w.one("NEW", "OLD", "RECENT");
            case 13 -> within(w);
            case 14 -> w.offers("CONDSTORE") && w.chance(30) ? "MODSEQ " + w.modSeq() : "ALL";
            case 15, 16 -> w.keyword("NOT") + " " + key(w, depth + 1, utf8);
            case 17, 18 -> w.keyword("OR") + " " + key(w, depth + 1, utf8) + " " + key(w, depth + 1, utf8);
            default -> "(" + w.several(3, () -> key(w, depth + 1, utf8)) + ")";
        };
    }

    private static String within(Words w) {
        if (w.offers("WITHIN") && w.chance(50)) {
            return w.keyword(w.one("OLDER", "YOUNGER")) + " " + w.one("1000000", "86400", "1000000000");
        }
        if (w.offers("SEARCHRES") && w.chance(30)) {
            return "$";
        }
        return w.keyword("UNDELETED");
    }

    private static String text(Words w, boolean utf8) {
        if (utf8 && w.chance(40)) {
            return Words.utf8(w.one("Grüße", "schöne", "Привет", "für", "ÜBER"));
        }
        return w.one(
                "ann",
                "example.org",
                "Hello",
                "hello",
                "report",
                "the",
                "bob",
                "o w",
                "base64",
                "attachment",
                "XYZZY",
                "nested",
                "multi",
                "a");
    }
}
