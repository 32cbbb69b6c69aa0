package io.pymap.imap.extension;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** JMAPACCESS: where the same mail is to be had by JMAP, on a server that has been told. RFC 9698. */
public final class JmapAccess implements Extension {

    private final Optional<URI> session;

    /** Nowhere. */
    public JmapAccess() {
        this.session = Optional.empty();
    }

    /** @param session the URL of JMAP's session resource (RFC 8620 2) */
    public JmapAccess(URI session) {
        if (!"https".equalsIgnoreCase(session.getScheme())) {
            throw new IllegalArgumentException("Expected an https URL of a JMAP session");
        }
        this.session = Optional.of(session);
    }

    @Override
    public String name() {
        return "JMAPACCESS";
    }

    @Override
    public String source() {
        return "RFC 9698";
    }

    @Override
    public String summary() {
        return "Where the same mail is to be had by JMAP; on a server that has been told";
    }

    @Override
    public List<String> capabilities(SessionState state) {
        return state instanceof Authenticated && session.isPresent() ? List.of(name()) : List.of();
    }

    /** Unknown where there is nothing to tell. */
    @Override
    public List<CommandSpec<?>> commands() {
        return session.<List<CommandSpec<?>>>map(url -> List.of(CommandSpec.bare(
                        "GETJMAPACCESS",
                        Authenticated.class,
                        state -> Reply.ok("GETJMAPACCESS completed.").with(told(url)))))
                .orElse(List.of());
    }

    private static Untagged told(URI url) {
        return out -> out.text("JMAPACCESS ").string(url.toASCIIString());
    }
}
