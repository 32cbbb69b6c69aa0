package io.pymap.differential;

import static io.pymap.differential.Family.Where.ANYWHERE;
import static io.pymap.differential.Family.Where.SELECTED;

import java.util.List;

/** The commands of RFC 3501 after login. */
final class BaseCommands {

    static final List<Family> ALL = List.of(
            new Family("", 10, ANYWHERE, BaseCommands::select),
            new Family("", 5, ANYWHERE, BaseCommands::create),
            new Family("", 4, ANYWHERE, BaseCommands::delete),
            new Family("", 4, ANYWHERE, BaseCommands::rename),
            Family.of("", 2, ANYWHERE, w -> w.keyword("SUBSCRIBE") + " " + w.astring(w.mailbox())),
            Family.of("", 2, ANYWHERE, w -> w.keyword("UNSUBSCRIBE") + " " + w.astring(w.mailbox())),
            Family.of("", 5, ANYWHERE, w -> w.keyword("LIST") + " " + reference(w) + " " + pattern(w)),
            Family.of("", 3, ANYWHERE, w -> w.keyword("LSUB") + " " + reference(w) + " " + pattern(w)),
            Family.of("", 4, ANYWHERE, BaseCommands::status),
            Family.of("", 10, ANYWHERE, BaseCommands::append),
            Family.of("", 4, ANYWHERE, w -> w.keyword("NOOP")),
            Family.of("", 1, ANYWHERE, w -> w.keyword("CAPABILITY")),
            Family.of("", 1, ANYWHERE, BaseCommands::nonsense),
            Family.of("", 2, SELECTED, w -> w.keyword("CHECK")),
            new Family("", 2, SELECTED, w -> new Proposal(w.keyword("CLOSE"), w::unselects)),
            Family.of("", 6, SELECTED, w -> w.keyword("EXPUNGE")),
            Family.of("", 24, SELECTED, w -> FetchCommands.fetch(w, false)),
            Family.of("", 14, SELECTED, w -> FetchCommands.fetch(w, true)),
            Family.of("", 12, SELECTED, w -> store(w, "STORE " + w.set())),
            Family.of("", 8, SELECTED, w -> store(w, "UID STORE " + w.uidSet())),
            Family.of("", 14, SELECTED, w -> SearchCommands.search(w, "SEARCH")),
            Family.of("", 7, SELECTED, w -> SearchCommands.search(w, "UID SEARCH")),
            Family.of("", 5, SELECTED, w -> w.keyword("COPY") + " " + w.set() + " " + w.astring(w.mailbox())),
            Family.of("", 4, SELECTED, w -> "UID COPY " + w.uidSet() + " " + w.astring(w.mailbox())));

    private BaseCommands() {}

    private static Proposal select(Words w) {
        String name = w.chance(35) ? "INBOX" : w.mailbox();
        String parameters = w.offers("CONDSTORE") && w.chance(12) ? " (CONDSTORE)" : "";
        return new Proposal(
                w.keyword(w.chance(80) ? "SELECT" : "EXAMINE") + " " + w.astring(name) + parameters,
                () -> w.selects(name));
    }

    private static Proposal create(Words w) {
        String name = w.freshMailbox();
        return new Proposal(w.keyword("CREATE") + " " + w.astring(name), () -> w.created(name));
    }

    private static Proposal delete(Words w) {
        String name = w.chance(85) ? w.idleMailbox() : w.one("nowhere", "INBOX", "inbox");
        return new Proposal(w.keyword("DELETE") + " " + w.astring(name), () -> w.deleted(name));
    }

    private static Proposal rename(Words w) {
        String from = w.idleMailbox();
        String to = w.freshMailbox();
        return new Proposal(w.keyword("RENAME") + " " + w.astring(from) + " " + w.astring(to), () -> {
            w.deleted(from);
            w.created(to);
        });
    }

    static String reference(Words w) {
        return w.chance(75) ? "\"\"" : w.one("Work", "Work/", "\"Work/\"", "nowhere", "INBOX", "\"two \"", "%");
    }

    static String pattern(Words w) {
        return w.one(
                "*",
                "*",
                "%",
                "\"\"",
                "INBOX",
                "inbox",
                "Work",
                "Work*",
                "Work/%",
                "%/%",
                "*/*",
                "\"*o*\"",
                "*2*",
                "I%",
                "\"two*\"",
                "%o%/%",
                "Entw&APw-*",
                "{1}\r\n*",
                "W*k",
                "in*",
                "INBOX/*",
                "**",
                "%%",
                "*%",
                "work");
    }

    private static String status(Words w) {
        return w.keyword("STATUS") + " " + w.astring(w.mailbox()) + " (" + w.several(4, () -> statusItem(w)) + ")";
    }

    static String statusItem(Words w) {
        if (w.chance(2)) {
            return "NONSENSE";
        }
        String item = w.one("MESSAGES", "UIDNEXT", "UIDVALIDITY", "UNSEEN", "RECENT", "HIGHESTMODSEQ", "SIZE");
        String needed = item.equals("HIGHESTMODSEQ") ? "CONDSTORE" : item.equals("SIZE") ? "STATUS=SIZE" : "";
        if (!needed.isEmpty() && !w.offers(needed)) {
            return "MESSAGES";
        }
        return w.keyword(item);
    }

    private static String append(Words w) {
        return w.keyword("APPEND") + " " + w.astring(w.mailbox()) + appended(w);
    }

    /** One message of an APPEND, with a space before it. */
    static String appended(Words w) {
        String flags = w.chance(50) ? " " + w.flagList() : "";
        String content = w.one(Seeds.MESSAGES);
        boolean wellFormed = flags.isEmpty() || flags.matches(" \\((\\\\|\\$)?[\\w-]+( (\\\\|\\$)?[\\w-]+)*\\)");
        return flags + (w.chance(80) ? " " + w.dateTime() : "") + " "
                // after an error the other server takes a literal that does not wait for commands
                + (wellFormed ? w.literal(content) : Words.synchronizing(content));
    }

    private static String store(Words w, String start) {
        String item = w.one("FLAGS", "+FLAGS", "-FLAGS") + (w.chance(35) ? ".SILENT" : "");
        String flags = w.chance(85) ? w.flagList() : w.flags(2);
        return start + " " + w.keyword(item) + " " + flags;
    }

    private static String nonsense(Words w) {
        return w.one(
                "NONSENSE",
                "FETCH",
                "UID",
                "UID NONSENSE 1",
                "STORE 1",
                "LIST \"\"",
                "NOOP now",
                "EXPUNGE 1",
                "SEARCH",
                "STATUS INBOX",
                "STATUS INBOX ()",
                "CREATE",
                "RENAME INBOX",
                "APPEND INBOX",
                "COPY 1",
                "UID FETCH 1",
                "FETCH 1 ()",
                "FETCH 1 FLAGS)",
                "STORE 1 FLAGS",
                "STORE 1 FLAG (\\Seen)",
                "UID EXPUNGE",
                "LOGIN a b",
                "CLOSE it",
                "FETCH 1 (FLAGS",
                "FETCH  1 FLAGS",
                "SEARCH ()",
                "SEARCH (SEEN",
                "LSUB",
                "CHECK 1",
                "FETCH 1 BODY[",
                "FETCH 1 BODY[]<0>",
                "FETCH 1 BODY[]<0.0>",
                "FETCH 1 BODY[0]");
    }
}
