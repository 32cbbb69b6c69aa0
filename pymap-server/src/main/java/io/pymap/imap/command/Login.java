package io.pymap.imap.command;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.NotAuthenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.List;

/** LOGIN. RFC 3501 6.2.3. */
record Login(String user, String password, Vocabulary words) implements Command<NotAuthenticated> {

    static final List<CommandSpec<?>> SPECS =
            List.of(CommandSpec.of("LOGIN", NotAuthenticated.class, Login::parse, Trait.SLOW));

    private static Login parse(ArgumentReader in, Vocabulary words) {
        String user = in.space().astring();
        return new Login(user, in.space().astring(), words);
    }

    @Override
    public Reply execute(NotAuthenticated session) {
        if (!session.connection().allowsPasswords()) {
            throw new Refusal(ResponseCode.PRIVACY_REQUIRED, "LOGIN is disabled before STARTTLS.");
        }
        words.checkLogin(user);
        return welcome(session.as(session.service().authenticator().login(user, password)), words);
    }

    /** The answer to a client that has logged in, with the capabilities that are its own from now on. */
    static Reply welcome(Authenticated session, Vocabulary words) {
        return Reply.ok(ResponseCode.capability(words.capabilities(session)), "Authentication successful.")
                .entering(session);
    }
}
