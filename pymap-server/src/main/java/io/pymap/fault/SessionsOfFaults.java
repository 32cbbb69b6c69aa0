package io.pymap.fault;

import io.pymap.imap.engine.SessionListener;
import java.util.Optional;

/** Learns from sessions what rules ask for. */
record SessionsOfFaults(ServerFaults faults) implements SessionListener {

    @Override
    public void authenticated(String session, String user) {
        faults.user(session, Optional.of(user));
    }

    @Override
    public void unauthenticated(String session) {
        faults.user(session, Optional.empty());
    }

    @Override
    public void selected(String session, String mailbox) {
        faults.mailbox(session, Optional.of(mailbox));
    }

    @Override
    public void unselected(String session) {
        faults.mailbox(session, Optional.empty());
    }
}
