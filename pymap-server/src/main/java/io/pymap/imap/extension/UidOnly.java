package io.pymap.imap.extension;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import java.util.Optional;
import java.util.Set;

/**
 * UIDONLY: after ENABLE no message number comes or goes. The view tells UIDFETCH and VANISHED then; what is here refuses
 * the commands that take or answer numbers. RFC 9586.
 */
public final class UidOnly implements Extension {

    private static final String NAME = "UIDONLY";
    private static final ResponseCode UID_REQUIRED = new ResponseCode("UIDREQUIRED");

    /** Each has a form with UID. RFC 9586 3. */
    private static final Set<String> BY_NUMBER =
            Set.of("FETCH", "STORE", "SEARCH", "COPY", "MOVE", "SORT", "THREAD", "REPLACE");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 9586";
    }

    @Override
    public Set<String> needs() {
        return Set.of("ENABLE");
    }

    @Override
    public String summary() {
        return "A session that uses no message numbers: UIDFETCH and VANISHED, once enabled";
    }

    @Override
    public Set<String> features() {
        return Set.of(NAME);
    }

    @Override
    public Optional<Reply> refusal(CommandSpec<?> command, SessionState session) {
        boolean refused = session.connection().enabled(NAME) && BY_NUMBER.contains(command.name());
        return refused
                ? Optional.of(Reply.bad(UID_REQUIRED, "Expected UID " + command.name() + " after ENABLE UIDONLY."))
                : Optional.empty();
    }
}
