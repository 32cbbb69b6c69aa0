package io.pymap.imap.command;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.NotAuthenticated;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import java.util.List;

/** STARTTLS. RFC 3501 6.2.1. What the client sends in clear behind it is never read: the frame is a barrier. */
final class StartTls {

    static final List<CommandSpec<?>> SPECS =
            List.of(CommandSpec.bare("STARTTLS", NotAuthenticated.class, StartTls::execute, Trait.BARRIER));

    private StartTls() {}

    private static Reply execute(NotAuthenticated session) {
        if (!session.connection().canStartTls()) {
            throw new Refusal(ResponseCode.CANNOT, "STARTTLS not available.");
        }
        return Reply.ok("Ready to handshake.").then(Reply.Then.START_TLS);
    }
}
