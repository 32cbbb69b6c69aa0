package io.pymap.profile;

import io.pymap.imap.engine.SessionListener;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Authenticated;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts the connections of each user, and refuses the login that would be one too many. To be told of the sessions of the
 * server of which it is a quirk. Safe for use by many threads.
 */
public final class UserConnections extends CommandQuirk implements SessionListener {

    private final ConnectionLimit limit;
    private final Set<String> open = new HashSet<>();
    private final Map<String, String> users = new HashMap<>(); // by connection; both are guarded by this

    public UserConnections(ConnectionLimit limit) {
        super("connections-per-user", "A user may have so many connections at a time", "LOGIN", "AUTHENTICATE");
        this.limit = limit;
    }

    @Override
    Reply changed(Reply reply, Reply.Completed done) {
        return done.next().isPresent()
                        && done.next().get() instanceof Authenticated session
                        && !admits(session.connection().id(), session.account().user())
                ? Reply.no(limit.refusal())
                : reply;
    }

    /** A connection that has gone while the password was looked at does not count. */
    private synchronized boolean admits(String connection, String user) {
        long others = users.values().stream().filter(user::equals).count();
        if (others >= limit.most()) {
            return false;
        }
        if (open.contains(connection)) {
            users.put(connection, user);
        }
        return true;
    }

    @Override
    public synchronized void opened(String session) {
        open.add(session);
    }

    @Override
    public synchronized void unauthenticated(String session) {
        users.remove(session);
    }

    @Override
    public synchronized void ended(String session) {
        users.remove(session);
    }

    @Override
    public synchronized void closed(String session) {
        open.remove(session);
        users.remove(session);
    }
}
