package io.pymap.imap.extension.metadata;

import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;
import java.util.Set;

/** METADATA-SERVER: annotations of the server only. METADATA has them as well, so it is told without that. RFC 5464 1. */
public final class MetadataServer implements Extension {

    private static final String NAME = "METADATA-SERVER";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 5464";
    }

    @Override
    public String summary() {
        return "Annotations of the server only, told where METADATA is left out";
    }

    @Override
    public List<String> capabilities(SessionState session) {
        boolean told = session instanceof Authenticated && !session.connection().offers(Metadata.NAME);
        return told ? List.of(NAME) : List.of();
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(GetMetadata.SPEC, SetMetadata.SPEC);
    }

    @Override
    public Set<String> features() {
        return Set.of(NAME);
    }

    @Override
    public void enabled(String feature, Authenticated session) {
        session.connection().add(new AnnotationNews(session.account(), false));
    }
}
