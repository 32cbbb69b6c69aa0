package io.pymap.differential;

import static io.pymap.differential.Family.Where.ANYWHERE;
import static io.pymap.differential.Family.Where.SELECTED;

import java.util.ArrayList;
import java.util.List;

/** Commands of extensions: each family names the capability without which it is never chosen. */
final class ExtensionCommands {

    static final List<Family> ALL = List.of(
            Family.of("UIDPLUS", 3, SELECTED, w -> "UID EXPUNGE " + w.uidSet()),
            Family.of("MOVE", 3, SELECTED, w -> w.keyword("MOVE") + " " + w.set() + " " + w.astring(w.mailbox())),
            Family.of("MOVE", 3, SELECTED, w -> "UID MOVE " + w.uidSet() + " " + w.astring(w.mailbox())),
            new Family("UNSELECT", 2, SELECTED, w -> new Proposal(w.keyword("UNSELECT"), w::unselects)),
            Family.of("NAMESPACE", 1, ANYWHERE, w -> w.keyword("NAMESPACE")),
            Family.of(
                    "ID",
                    1,
                    ANYWHERE,
                    w -> w.keyword("ID") + " " + w.one("NIL", "(\"name\" \"x\")", "(name x)", "()", "")),
            Family.of("ENABLE", 1, ANYWHERE, ExtensionCommands::enable),
            Family.of("MULTIAPPEND", 2, ANYWHERE, ExtensionCommands::multiAppend),
            Family.of("IDLE", 3, ANYWHERE, w -> w.keyword("IDLE")),
            Family.of("CONDSTORE", 3, SELECTED, w -> conditionalStore(w, "STORE " + w.set())),
            Family.of("CONDSTORE", 2, SELECTED, w -> conditionalStore(w, "UID STORE " + w.uidSet())),
            new Family("QRESYNC", 3, ANYWHERE, ExtensionCommands::resync),
            Family.of(
                    "QRESYNC",
                    1,
                    SELECTED,
                    w -> "UID FETCH " + w.uidSet() + " (FLAGS) (CHANGEDSINCE " + w.modSeq() + " VANISHED)"),
            Family.of("SORT", 5, SELECTED, ExtensionCommands::sort),
            Family.of("THREAD=REFERENCES", 2, SELECTED, w -> thread(w, "REFERENCES")),
            Family.of("THREAD=ORDEREDSUBJECT", 2, SELECTED, w -> thread(w, "ORDEREDSUBJECT")),
            Family.of("LIST-EXTENDED", 4, ANYWHERE, ExtensionCommands::extendedList),
            Family.of("SEARCHRES", 3, SELECTED, ExtensionCommands::saved),
            Family.of("CATENATE", 2, ANYWHERE, ExtensionCommands::catenate));

    private ExtensionCommands() {}

    private static String enable(Words w) {
        return w.keyword("ENABLE") + " "
                + w.one("CONDSTORE", "NONSENSE", w.offers("QRESYNC") ? "QRESYNC" : "CONDSTORE", "CONDSTORE X-NONE");
    }

    private static String multiAppend(Words w) {
        return w.keyword("APPEND") + " " + w.astring(w.mailbox()) + BaseCommands.appended(w) + BaseCommands.appended(w)
                + (w.chance(30) ? BaseCommands.appended(w) : "");
    }

    private static String conditionalStore(Words w, String start) {
        String since = w.chance(10) ? "0" : w.modSeq();
        return start + " (UNCHANGEDSINCE " + since + ") " + w.one("FLAGS", "+FLAGS", "-FLAGS", "+FLAGS.SILENT") + " "
                + w.flagList();
    }

    private static Proposal resync(Words w) {
        String name = w.lastSelected();
        String more = w.one("", "", " 1:9", " 1:3", " 1:5 (1,2 1,2)");
        return new Proposal(
                w.one("SELECT", "EXAMINE") + " " + w.astring(name) + " (QRESYNC (@uidvalidity@ @modseq@" + more + "))",
                () -> w.selects(name));
    }

    private static String sort(Words w) {
        String keys = w.several(3, () -> (w.chance(25) ? w.keyword("REVERSE") + " " : "") + sortKey(w));
        String options = w.offers("ESORT") && w.chance(25)
                ? "RETURN (" + w.one("", "ALL", "MIN", "MAX COUNT", "COUNT") + ") "
                : "";
        return w.one("SORT", "UID SORT") + " " + options + "(" + keys + ") "
                + w.one("UTF-8", "US-ASCII", "UTF-8", "X-NONE")
                + SearchCommands.criteria(w).replaceFirst("^ CHARSET \\S+", "");
    }

    private static String sortKey(Words w) {
        String key = w.one("ARRIVAL", "CC", "DATE", "FROM", "SIZE", "SUBJECT", "TO", "DISPLAYFROM", "DISPLAYTO");
        return key.startsWith("DISPLAY") && !w.offers("SORT=DISPLAY") ? "DATE" : w.keyword(key);
    }

    private static String thread(Words w, String algorithm) {
        String criteria =
                SearchCommands.criteria(w).replaceFirst("^ CHARSET \\S+", "").replace("4294967295", "9");
        return w.one("THREAD", "UID THREAD") + " " + algorithm + " UTF-8" + (w.chance(60) ? " ALL" : criteria);
    }

    private static String extendedList(Words w) {
        String selection = w.one(
                "",
                "",
                "(SUBSCRIBED) ",
                "(REMOTE) ",
                "(SUBSCRIBED RECURSIVEMATCH) ",
                "() ",
                "(RECURSIVEMATCH) ",
                w.offers("SPECIAL-USE") ? "(SPECIAL-USE) " : "(SUBSCRIBED REMOTE) ");
        String patterns =
                w.chance(60) ? BaseCommands.pattern(w) : "(" + w.several(3, () -> BaseCommands.pattern(w)) + ")";
        return w.keyword("LIST") + " " + selection + BaseCommands.reference(w) + " " + patterns + listReturn(w);
    }

    private static String listReturn(Words w) {
        if (w.chance(30)) {
            return "";
        }
        List<String> options = new ArrayList<>(List.of("CHILDREN", "SUBSCRIBED"));
        if (w.offers("LIST-STATUS")) {
            options.add("STATUS (" + w.several(2, () -> BaseCommands.statusItem(w)) + ")");
        }
        if (w.offers("SPECIAL-USE")) {
            options.add("SPECIAL-USE");
        }
        return " RETURN (" + String.join(" ", w.shuffled(options).subList(0, 1 + w.number(2))) + ")";
    }

    private static String saved(Words w) {
        return w.one(
                "FETCH $ FLAGS",
                "UID FETCH $ UID",
                "STORE $ +FLAGS (\\Flagged)",
                "COPY $ Work",
                "UID COPY $ Work",
                "SEARCH $",
                "UID SEARCH UID $",
                "UID SEARCH NOT $");
    }

    private static String catenate(Words w) {
        String url = w.one(
                "\"/INBOX/;UID=1\"",
                "\"/INBOX/;UID=2/;SECTION=HEADER\"",
                "\"/INBOX/;UID=2/;SECTION=TEXT\"",
                "\"/INBOX/;UID=3/;SECTION=1\"",
                "\"/INBOX/;UID=99\"",
                "\"/nowhere/;UID=1\"",
                "\"nonsense\"");
        String parts =
                w.several(3, () -> w.chance(50) ? "URL " + url : "TEXT " + w.literal("Some: text\r\n\r\nof it\r\n"));
        String header = w.literal("Subject: put together\r\n\r\n"); // else it is a header that cannot be read
        return w.keyword("APPEND") + " " + w.astring(w.mailbox()) + " CATENATE (TEXT " + header + " " + parts + ")";
    }
}
