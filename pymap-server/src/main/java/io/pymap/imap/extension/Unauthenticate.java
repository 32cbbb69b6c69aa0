package io.pymap.imap.extension;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.NotAuthenticated;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.List;

/**
 * UNAUTHENTICATE: the connection is as it was before login, but for TLS. RFC 8437.
 *
 * <p>It never says NO, and so a client may send its next login right behind it: where the limits before login hold. If the
 * connection is compressed, the client waits or ends its compressed stream; what is compressed, and what is not, could not
 * be told otherwise.
 */
public final class Unauthenticate implements Extension {

    @Override
    public String name() {
        return "UNAUTHENTICATE";
    }

    @Override
    public String source() {
        return "RFC 8437";
    }

    @Override
    public String summary() {
        return "One connection for several users, one after the other";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.of(
                name(), Authenticated.class, (in, words) -> session -> execute(session, words), Trait.BARRIER));
    }

    private static Reply execute(Authenticated session, Vocabulary words) {
        session.connection().reset();
        NotAuthenticated next = session.unauthenticated();
        return Reply.ok(ResponseCode.capability(words.capabilities(next)), "Log in again.")
                .entering(next)
                .then(Reply.Then.END_COMPRESSION);
    }
}
