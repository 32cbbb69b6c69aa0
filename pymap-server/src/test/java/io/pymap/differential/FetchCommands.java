package io.pymap.differential;

/** FETCH and its items. */
final class FetchCommands {

    private FetchCommands() {}

    static String fetch(Words w, boolean uid) {
        String items;
        if (w.chance(12)) {
            items = w.keyword(w.one("ALL", "FAST", "FULL"));
        } else if (w.chance(30)) {
            items = item(w);
        } else {
            items = "(" + w.several(4, () -> item(w)) + ")";
        }
        String modifiers = w.offers("CONDSTORE") && w.chance(6) ? " (CHANGEDSINCE " + w.modSeq() + ")" : "";
        return (uid ? w.keyword("UID") + " " : "") + w.keyword("FETCH") + " " + (uid ? w.uidSet() : w.set()) + " "
                + items + modifiers;
    }

    private static String item(Words w) {
        return switch (w.number(24)) {
            case 0, 1, 2 -> w.keyword("FLAGS");
            case 3 -> w.keyword("UID");
            case 4 -> w.keyword("INTERNALDATE");
            case 5 -> w.keyword("RFC822.SIZE");
            case 6, 7 -> w.keyword("ENVELOPE");
            case 8 -> w.keyword("BODY");
            case 9, 10 -> w.keyword("BODYSTRUCTURE");
            case 11 -> w.keyword(w.one("RFC822", "RFC822.HEADER", "RFC822.TEXT"));
            case 12, 13 -> binary(w);
            case 14 -> rare(w);
            default -> w.keyword(w.chance(70) ? "BODY.PEEK" : "BODY") + "[" + section(w) + "]" + partial(w);
        };
    }

    private static String rare(Words w) {
        String item = w.one("MODSEQ", "SAVEDATE", "PREVIEW", "PREVIEW (LAZY)", "NONSENSE", "FLAGS");
        String capability = item.replaceFirst(" .*", "").replace("MODSEQ", "CONDSTORE");
        boolean extension = "CONDSTORE SAVEDATE PREVIEW".contains(capability);
        return extension && !w.offers(capability) ? "UID" : item;
    }

    private static String binary(Words w) {
        if (!w.offers("BINARY")) {
            return "UID";
        }
        String section = w.chance(15) ? "" : part(w);
        return switch (w.number(3)) {
            case 0 -> w.keyword("BINARY.SIZE") + "[" + section + "]";
            case 1 -> w.keyword("BINARY") + "[" + section + "]" + partial(w);
            default -> w.keyword("BINARY.PEEK") + "[" + section + "]" + partial(w);
        };
    }

    private static String section(Words w) {
        String part = w.chance(40) ? part(w) : "";
        if (!part.isEmpty() && w.chance(50)) {
            return part;
        }
        String prefix = part.isEmpty() ? "" : part + ".";
        return switch (w.number(part.isEmpty() ? 6 : 7)) {
            case 0, 1 -> part;
            case 2 -> prefix + w.keyword("HEADER");
            case 3 -> prefix + w.keyword("TEXT");
            case 4, 5 ->
                prefix + w.keyword("HEADER.FIELDS") + (w.chance(30) ? ".NOT" : "") + " (" + w.several(3, () -> field(w))
                        + ")";
            default -> prefix + w.keyword("MIME");
        };
    }

    private static String field(Words w) {
        String name =
                w.one("From", "to", "SUBJECT", "Date", "Content-Type", "X-Odd", "Received", "Message-ID", "absent");
        return w.chance(85) ? name : "\"" + name + "\"";
    }

    private static String part(Words w) {
        return w.one("1", "1", "2", "2", "3", "1.1", "1.2", "2.1", "2.2", "2.1.1", "3.1", "4", "2.1.2", "1.1.1");
    }

    private static String partial(Words w) {
        return w.chance(25) ? w.one("<0.10>", "<5.20>", "<100000.5>", "<0.100000>", "<1.1>", "<20.4000>") : "";
    }
}
