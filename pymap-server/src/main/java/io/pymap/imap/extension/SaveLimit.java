package io.pymap.imap.extension;

import io.pymap.imap.session.Connection;
import io.pymap.imap.session.Limits;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;

/** SAVELIMIT: how many messages one APPEND or COPY adds, where that is limited and nothing else is. RFC 9738. */
public final class SaveLimit implements Extension {

    private static final String NAME = "SAVELIMIT";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 9738";
    }

    @Override
    public String summary() {
        return "APPEND and COPY that add so many messages at most, where that is set";
    }

    /** RFC 9738 3: in place of MESSAGELIMIT, not beside it. */
    @Override
    public List<String> capabilities(SessionState session) {
        Connection connection = session.connection();
        boolean told = session instanceof Authenticated
                && connection.savedAtOnce() != Limits.NONE
                && connection.messagesAtOnce() == Limits.NONE;
        return told ? List.of(NAME + "=" + connection.savedAtOnce()) : List.of();
    }
}
