package io.pymap.imap.command;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.vocabulary.CommandSpec;
import java.util.List;

/** CAPABILITY, NOOP and LOGOUT, which may come in every state. RFC 3501 6.1. */
final class AnyTime {

    static final List<CommandSpec<?>> SPECS = List.of(
            CommandSpec.of(
                    "CAPABILITY",
                    SessionState.class,
                    (in, words) -> session -> Reply.ok("Capabilities listed.")
                            .with(new Untagged.Text("CAPABILITY " + String.join(" ", words.capabilities(session))))),
            CommandSpec.bare("NOOP", SessionState.class, session -> Reply.ok("NOOP completed.")),
            CommandSpec.bare(
                    "LOGOUT",
                    SessionState.class,
                    session -> Reply.ok("Logout successful.")
                            .with(new Untagged.Text("BYE Logging out."))
                            .then(Reply.Then.CLOSE)));

    private AnyTime() {}
}
