package io.pymap.imap.command;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import java.util.List;
import java.util.Optional;

/** DELETE. RFC 3501 6.3.4. Inferiors stay, and the name with them. */
record Delete(MailboxName mailbox) implements Command<Authenticated> {

    static final List<CommandSpec<?>> SPECS = List.of(CommandSpec.of("DELETE", Authenticated.class, Delete::parse));

    private static Delete parse(ArgumentReader in, Vocabulary words) {
        return new Delete(in.space().mailboxName());
    }

    @Override
    public Reply execute(Authenticated session) {
        Optional<Mailbox> doomed = session.account().find(mailbox);
        if (doomed.isEmpty() && hasInferiors(session)) {
            throw new Refusal(ResponseCode.HAS_CHILDREN, "Mailbox is only a parent of others.");
        }
        session.account().delete(mailbox);
        Reply reply = Reply.ok("DELETE completed.");
        if (session instanceof Selected selected
                && doomed.isPresent()
                && doomed.get().id().equals(selected.view().mailbox().id())) {
            return reply.entering(selected.unselected());
        }
        return reply;
    }

    private boolean hasInferiors(Authenticated session) {
        return session.account().mailboxes().stream().anyMatch(name -> name.isInferiorOf(mailbox));
    }
}
