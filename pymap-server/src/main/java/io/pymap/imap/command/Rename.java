package io.pymap.imap.command;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.MailboxName;
import java.util.List;

/** RENAME. RFC 3501 6.3.5. A session that has the mailbox selected goes on with it under its new name. */
record Rename(MailboxName from, MailboxName to) implements Command<Authenticated> {

    static final List<CommandSpec<?>> SPECS = List.of(CommandSpec.of("RENAME", Authenticated.class, Rename::parse));

    private static Rename parse(ArgumentReader in, Vocabulary words) {
        MailboxName from = in.space().mailboxName();
        return new Rename(from, in.space().mailboxName());
    }

    @Override
    public Reply execute(Authenticated session) {
        session.account().rename(from, to);
        return Reply.ok("RENAME completed.");
    }
}
