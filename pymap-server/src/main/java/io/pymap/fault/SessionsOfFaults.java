package io.pymap.fault;

import io.pymap.imap.engine.SessionListener;
import java.util.Optional;

/** Learns from sessions what rules ask for. */
record SessionsOfFaults(Faults faults, SessionListener next) implements SessionListener {

    @Override
    public void opened(String session) {
        next.opened(session);
    }

    @Override
    public void authenticated(String session, String user) {
        faults.user(session, Optional.of(user));
        next.authenticated(session, user);
    }

    @Override
    public void unauthenticated(String session) {
        faults.user(session, Optional.empty());
        next.unauthenticated(session);
    }

    @Override
    public void selected(String session, String mailbox) {
        faults.mailbox(session, Optional.of(mailbox));
        next.selected(session, mailbox);
    }

    @Override
    public void unselected(String session) {
        faults.mailbox(session, Optional.empty());
        next.unselected(session);
    }

    @Override
    public void commandStarted(String session, String tag, String command) {
        next.commandStarted(session, tag, command);
    }

    @Override
    public void awaitsClient(String session, String tag, String command) {
        next.awaitsClient(session, tag, command);
    }

    @Override
    public void commandCompleted(String session, String tag, String command, String status) {
        next.commandCompleted(session, tag, command, status);
    }

    @Override
    public void ended(String session) {
        next.ended(session);
    }

    @Override
    public void closed(String session) {
        next.closed(session);
    }
}
