package io.pymap.imap.extension;

import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.NotAuthenticated;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;

/** SASL-IR: an initial response in AUTHENTICATE, which asks for this name. RFC 4959. */
public final class SaslIr implements Extension {

    @Override
    public String name() {
        return "SASL-IR";
    }

    @Override
    public String source() {
        return "RFC 4959";
    }

    @Override
    public String summary() {
        return "AUTHENTICATE with the first answer on the same line";
    }

    @Override
    public List<String> capabilities(SessionState session) {
        return session instanceof NotAuthenticated ? List.of(name()) : List.of();
    }
}
