package io.pymap.imap.extension;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;

/** NAMESPACE: all mailboxes are the user's own and have no prefix. RFC 2342. */
public final class Namespace implements Extension {

    @Override
    public String name() {
        return "NAMESPACE";
    }

    @Override
    public String source() {
        return "RFC 2342";
    }

    @Override
    public String summary() {
        return "Where a user's mailboxes are";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.bare(
                "NAMESPACE",
                Authenticated.class,
                session ->
                        Reply.ok("NAMESPACE completed.").with(new Untagged.Text("NAMESPACE ((\"\" \"/\")) NIL NIL"))));
    }
}
