package io.pymap.imap.vocabulary;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState;

/** A parsed command, ready to run in state {@code S} or one that extends it. */
@FunctionalInterface
public interface Command<S extends SessionState> {

    /**
     * Does what the command says.
     *
     * @throws io.pymap.imap.session.Refusal where it cannot be done (NO)
     * @throws io.pymap.mailbox.MailboxException where the backend refuses (NO)
     */
    Reply execute(S session);
}
