package io.pymap.imap.engine;

/**
 * Is told what sessions do, in order for each of them. Called on the session's executor: must be quick and must not throw.
 * The session is named by the id of its connection.
 */
public interface SessionListener {

    /** Listens to nothing. */
    SessionListener NONE = new SessionListener() {};

    default void opened(String session) {}

    /** The session has become one of that user. */
    default void authenticated(String session, String user) {}

    /** The session belongs to nobody any more, and may become somebody else's. */
    default void unauthenticated(String session) {}

    /** A mailbox has been selected. */
    default void selected(String session, String mailbox) {}

    /** No mailbox is selected any more. */
    default void unselected(String session) {}

    /** A command has come, named in upper case such as {@code UID FETCH}. */
    default void commandStarted(String session, String tag, String command) {}

    /** The client has been told that the server waits for it, as in IDLE. */
    default void awaitsClient(String session, String tag, String command) {}

    /** The tagged line is written; the status is OK, NO or BAD. */
    default void commandCompleted(String session, String tag, String command, String status) {}

    /** A command has met a fault of the server's own, and is answered with NO and SERVERBUG. */
    default void commandFailed(String session, String command) {}

    /** The last line is written, BYE or the answer to LOGOUT: nothing more is done for the client, which is to hang up. */
    default void ended(String session) {}

    /** The connection is gone. */
    default void closed(String session) {}
}
