package io.pymap.imap.extension;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;

/** COMPRESS: both directions in DEFLATE, which the transport does. RFC 4978. */
public final class Compress implements Extension {

    private static final String ALGORITHM = "DEFLATE";

    @Override
    public String name() {
        return "COMPRESS";
    }

    @Override
    public String source() {
        return "RFC 4978";
    }

    @Override
    public String summary() {
        return "Commands and responses are compressed";
    }

    /** Told only while it may be used: RFC 4978 5 has it among the commands of the authenticated state. */
    @Override
    public List<String> capabilities(SessionState session) {
        boolean usable =
                session instanceof Authenticated && !session.connection().compressed();
        return usable ? List.of(name() + "=" + ALGORITHM) : List.of();
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.of(
                name(),
                Authenticated.class,
                (in, words) -> {
                    if (!in.space().keyword().equals(ALGORITHM)) {
                        throw in.expected(ALGORITHM + " before this");
                    }
                    return Compress::execute;
                },
                Trait.BARRIER));
    }

    private static Reply execute(Authenticated session) {
        if (session.connection().compressed()) {
            throw new Refusal(ResponseCode.COMPRESSION_ACTIVE, ALGORITHM + " active via COMPRESS.");
        }
        return Reply.ok(ALGORITHM + " active.").then(Reply.Then.COMPRESS);
    }
}
