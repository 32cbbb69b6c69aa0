package io.pymap.imap.extension;

import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;

/** MULTIAPPEND: APPEND takes several messages where it finds this name. RFC 3502. */
public final class MultiAppend implements Extension {

    @Override
    public String name() {
        return "MULTIAPPEND";
    }

    @Override
    public String source() {
        return "RFC 3502";
    }

    @Override
    public String summary() {
        return "APPEND of several messages, all or none";
    }

    @Override
    public List<String> capabilities(SessionState session) {
        return session instanceof Authenticated ? List.of(name()) : List.of();
    }
}
