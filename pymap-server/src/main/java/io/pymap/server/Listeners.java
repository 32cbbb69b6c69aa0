package io.pymap.server;

import io.pymap.imap.engine.SessionListener;
import java.util.List;
import java.util.function.Consumer;

/** Several listeners as one, told one after the other. */
record Listeners(List<SessionListener> all) implements SessionListener {

    private void tell(Consumer<SessionListener> event) {
        all.forEach(event);
    }

    @Override
    public void opened(String session) {
        tell(listener -> listener.opened(session));
    }

    @Override
    public void authenticated(String session, String user) {
        tell(listener -> listener.authenticated(session, user));
    }

    @Override
    public void unauthenticated(String session) {
        tell(listener -> listener.unauthenticated(session));
    }

    @Override
    public void selected(String session, String mailbox) {
        tell(listener -> listener.selected(session, mailbox));
    }

    @Override
    public void unselected(String session) {
        tell(listener -> listener.unselected(session));
    }

    @Override
    public void commandStarted(String session, String tag, String command) {
        tell(listener -> listener.commandStarted(session, tag, command));
    }

    @Override
    public void awaitsClient(String session, String tag, String command) {
        tell(listener -> listener.awaitsClient(session, tag, command));
    }

    @Override
    public void commandCompleted(String session, String tag, String command, String status) {
        tell(listener -> listener.commandCompleted(session, tag, command, status));
    }

    @Override
    public void commandFailed(String session, String command) {
        tell(listener -> listener.commandFailed(session, command));
    }

    @Override
    public void ended(String session) {
        tell(listener -> listener.ended(session));
    }

    @Override
    public void closed(String session) {
        tell(listener -> listener.closed(session));
    }
}
