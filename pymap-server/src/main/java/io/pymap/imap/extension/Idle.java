package io.pymap.imap.extension;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;

/** IDLE: the client waits and is told of changes as they happen. RFC 2177. */
public final class Idle implements Extension {

    @Override
    public String name() {
        return "IDLE";
    }

    @Override
    public String source() {
        return "RFC 2177";
    }

    @Override
    public String summary() {
        return "Waiting for changes without polling";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.bare("IDLE", Authenticated.class, session -> Reply.idle("Idling.", Idle::done)));
    }

    private static Reply done(String line) {
        return line.equalsIgnoreCase("DONE") ? Reply.ok("IDLE completed.") : Reply.bad("Expected \"DONE\".");
    }
}
