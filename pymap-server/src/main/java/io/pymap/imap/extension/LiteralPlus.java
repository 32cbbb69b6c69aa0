package io.pymap.imap.extension;

import io.pymap.imap.session.SessionState;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;

/** LITERAL+: non-synchronizing literals. The framer reads them, the engine's literal policy asks for this name. RFC 7888. */
public final class LiteralPlus implements Extension {

    @Override
    public String name() {
        return "LITERAL+";
    }

    @Override
    public String source() {
        return "RFC 7888";
    }

    @Override
    public String summary() {
        return "Literals that do not wait for the server, of any size";
    }

    @Override
    public List<String> capabilities(SessionState session) {
        return List.of(name());
    }
}
