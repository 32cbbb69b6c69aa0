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
