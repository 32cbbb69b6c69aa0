package io.pymap.imap.extension;

import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.StatusItem;
import java.util.List;
import java.util.Map;

/** APPENDLIMIT: one limit for all mailboxes, also told by STATUS. RFC 7889. */
public final class AppendLimit implements Extension {

    @Override
    public String name() {
        return "APPENDLIMIT";
    }

    @Override
    public String source() {
        return "RFC 7889";
    }

    @Override
    public String summary() {
        return "The largest message that APPEND takes";
    }

    @Override
    public List<String> capabilities(SessionState session) {
        return session instanceof Authenticated
                ? List.of(name() + "=" + session.connection().limits().message())
                : List.of();
    }

    @Override
    public Map<String, StatusItem> statusItems() {
        return Map.of(
                "APPENDLIMIT",
                (mailbox, counts, session) ->
                        Long.toString(session.connection().limits().message()));
    }
}
