package io.pymap.imap.extension.metadata;

import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;
import java.util.Set;

/** METADATA: annotations of mailboxes and of the server. RFC 5464. */
public final class Metadata implements Extension {

    static final String NAME = "METADATA";

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
        return "Annotations of mailboxes and of the server; others' changes are told once enabled";
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
        session.connection().add(new AnnotationNews(session.account(), true));
    }
}
