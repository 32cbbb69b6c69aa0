package io.pymap.imap.command;

import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.mailbox.Rights;
import java.util.List;

/** CLOSE and CHECK. RFC 3501 6.4.2, 6.4.1. */
final class Close {

    static final List<CommandSpec<?>> SPECS = List.of(CommandSpec.bare("CLOSE", Selected.class, Close::close));

    /** Gone in IMAP4rev2. */
    static final List<CommandSpec<?>> REV1 =
            List.of(CommandSpec.bare("CHECK", Selected.class, session -> Reply.ok("CHECK completed.")));

    private Close() {}

    private static Reply close(Selected session) {
        MailboxView view = session.view();
        // RFC 3501 6.4.2, RFC 4314 4: who has examined it, or may not expunge, closes it, and nothing is removed.
        if (!view.readOnly() && view.mailbox().rights().has(Rights.EXPUNGE)) {
            Expunge.expungeDeleted(view, view.all());
        }
        return Reply.ok("CLOSE completed.").entering(session.unselected());
    }
}
