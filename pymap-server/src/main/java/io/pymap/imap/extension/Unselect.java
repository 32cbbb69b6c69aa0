package io.pymap.imap.extension;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;

/** UNSELECT: CLOSE that removes nothing. RFC 3691. */
public final class Unselect implements Extension {

    @Override
    public String name() {
        return "UNSELECT";
    }

    @Override
    public String source() {
        return "RFC 3691";
    }

    @Override
    public String summary() {
        return "Closing a mailbox without expunging it";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.bare(
                "UNSELECT",
                Selected.class,
                session -> Reply.ok("UNSELECT completed.").entering(session.unselected())));
    }
}
