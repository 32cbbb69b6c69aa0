package io.pymap.imap.extension;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import java.util.Optional;
import java.util.Set;

/** UTF8=ONLY: a server that does nothing with mailboxes before ENABLE UTF8=ACCEPT. RFC 6855 6. Needs UTF8=ACCEPT. */
public final class Utf8Only implements Extension {

    /** What needs no UTF-8. */
    private static final Set<String> FREE =
            Set.of("CAPABILITY", "NOOP", "LOGOUT", "ENABLE", "ID", "COMPRESS", "UNAUTHENTICATE", "LANGUAGE");

    @Override
    public String name() {
        return "UTF8=ONLY";
    }

    @Override
    public String source() {
        return "RFC 6855";
    }

    @Override
    public Set<String> needs() {
        return Set.of("UTF8=ACCEPT");
    }

    @Override
    public String summary() {
        return "A server that insists on ENABLE UTF8=ACCEPT";
    }

    @Override
    public boolean byDefault() {
        return false;
    }

    @Override
    public Optional<Reply> refusal(CommandSpec<?> command, SessionState session) {
        boolean refused =
                session instanceof Authenticated && !session.connection().utf8() && !FREE.contains(command.name());
        return refused
                ? Optional.of(Reply.no(ResponseCode.CANNOT, "This server needs ENABLE UTF8=ACCEPT first."))
                : Optional.empty();
    }
}
