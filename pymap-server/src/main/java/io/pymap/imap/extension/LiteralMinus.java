package io.pymap.imap.extension;

import io.pymap.imap.session.SessionState;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;

/**
 * LITERAL-: short non-synchronizing literals. Told only where LITERAL+ is switched off, since a server tells one of the two
 * (RFC 7888 5).
 */
public final class LiteralMinus implements Extension {

    @Override
    public String name() {
        return "LITERAL-";
    }

    @Override
    public String source() {
        return "RFC 7888";
    }

    @Override
    public String summary() {
        return "Literals of up to 4,096 octets that do not wait for the server";
    }

    @Override
    public List<String> capabilities(SessionState session) {
        return session.connection().offers("LITERAL+") ? List.of() : List.of(name());
    }
}
