package io.pymap.imap.extension;

import io.pymap.imap.command.Expunge;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.MessageSet;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;

/** UIDPLUS: UID EXPUNGE; APPENDUID and COPYUID are told where this name is found. RFC 4315. */
public final class UidPlus implements Extension {

    @Override
    public String name() {
        return "UIDPLUS";
    }

    @Override
    public String source() {
        return "RFC 4315";
    }

    @Override
    public String summary() {
        return "UID EXPUNGE, and the UIDs that APPEND and COPY gave";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.of("UID EXPUNGE", Selected.class, (in, words) -> {
            MessageSet messages = in.space().messageSet(true);
            return session -> Expunge.expunge(session, messages);
        }));
    }
}
