package io.pymap.profile;

import io.pymap.imap.session.Reply;
import io.pymap.imap.vocabulary.Quirk;
import java.util.List;
import java.util.regex.Pattern;

/** How BODYSTRUCTURE tells of messages. */
final class StructureQuirks {

    /** What this server tells of a multipart in which no part begins, up to its subtype: one empty part. */
    private static final String EMPTY_MULTIPART =
            "\\(\\(\"text\" \"plain\" NIL NIL NIL \"7BIT\" 0 0(?: NIL){4}\\) (?=\")";

    static final List<Quirk> ALL = List.of(
            new StructureQuirk(
                    "disposition-as-string",
                    "BODYSTRUCTURE tells a disposition without parameters as a string, not as a list",
                    "\\((\"[A-Za-z]+\") NIL\\)(?= NIL)",
                    "$1"),
            new StructureQuirk(
                    "parts-left-out",
                    "BODYSTRUCTURE of a multipart without parts begins with its subtype",
                    EMPTY_MULTIPART,
                    "("),
            new StructureQuirk(
                    "parts-nil",
                    "BODYSTRUCTURE of a multipart without parts has NIL in their place",
                    EMPTY_MULTIPART,
                    "(NIL "));

    private StructureQuirks() {}

    private static final class StructureQuirk extends CommandQuirk {

        private final Pattern seen;
        private final String told;

        StructureQuirk(String name, String summary, String seen, String told) {
            super(name, summary, "FETCH", "UID FETCH");
            this.seen = Pattern.compile(seen);
            this.told = told;
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return reply.with(
                    new ChangedResponses(reply.data(), response -> ChangedResponses.text(response, this::changed)));
        }

        /** Not in what is told behind a literal: there it could be text of the message. */
        private String changed(String response) {
            int literal = response.indexOf("}\r\n");
            int end = literal < 0 ? response.length() : literal;
            int structure = response.lastIndexOf("BODYSTRUCTURE (", end);
            return structure < 0
                    ? response
                    : response.substring(0, structure)
                            + seen.matcher(response.substring(structure, end)).replaceAll(told)
                            + response.substring(end);
        }
    }
}
