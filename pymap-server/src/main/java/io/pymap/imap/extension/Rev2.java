package io.pymap.imap.extension;

import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.StatusItem;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * IMAP4rev2, for clients that enable it, or for all where there is no IMAP4rev1: ESEARCH in answer to SEARCH, UTF-8 in
 * names and headers, no RECENT. RFC 9051.
 */
public final class Rev2 implements Extension {

    private static final String NAME = "IMAP4rev2";

    /** RFC 9051 appendix E, 2 and 3. Attributes of SPECIAL-USE are optional (7.3.1). */
    private static final Set<String> PARTS = Set.of(
            "NAMESPACE",
            "UNSELECT",
            "UIDPLUS",
            "ESEARCH",
            "SEARCHRES",
            "ENABLE",
            "IDLE",
            "SASL-IR",
            "LIST-EXTENDED",
            "LIST-STATUS",
            "MOVE",
            "LITERAL-",
            "BINARY",
            "STATUS=SIZE");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 9051";
    }

    @Override
    public String summary() {
        return "The protocol as it is now: ESEARCH, UTF-8 names and headers, no RECENT; ENABLE switches it on";
    }

    @Override
    public Set<String> needs() {
        return PARTS;
    }

    @Override
    public List<String> capabilities(SessionState session) {
        return List.of(name());
    }

    @Override
    public Set<String> features() {
        return Set.of(NAME);
    }

    /** RFC 9051 6.3.11. */
    @Override
    public Map<String, StatusItem> statusItems() {
        return Map.of("DELETED", (mailbox, counts, session) -> Long.toString(counts.deleted()));
    }

    /** RFC 9051 6.3.2: the name by which the server knows the mailbox. */
    @Override
    public List<Untagged> onSelect(Selected session) {
        return session.connection().rev2()
                ? List.of(out -> out.text("LIST () \"/\" ").mailbox(session.name()))
                : List.of();
    }
}
