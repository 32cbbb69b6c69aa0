package io.pymap.metrics;

/** Is told what a server does, to count it. Called on many threads at once: must be quick and must not throw. */
public interface ServerMetrics {

    /** Counts nothing. A server that has it asks nobody and measures nothing. */
    ServerMetrics NONE = new ServerMetrics() {};

    /** A client has connected and is served. */
    default void connectionOpened() {}

    /** A connection that was opened is gone. */
    default void connectionClosed() {}

    /** A client was turned away with BYE, since its address has too many connections. */
    default void connectionRefused() {}

    /** Octets of IMAP have come: behind TLS and compression, so that it makes no difference to them. */
    default void received(long octets) {}

    /** Octets of IMAP are on their way: ahead of compression and TLS. */
    default void sent(long octets) {}

    /** LOGIN or AUTHENTICATE has ended in OK. */
    default void loginSucceeded() {}

    /** LOGIN or AUTHENTICATE has ended in NO. */
    default void loginFailed() {}

    /** A tagged line is written. */
    default void commandCompleted(CompletedCommand command) {}

    /** Something went wrong that is no answer to a client. */
    default void failed(Failure failure) {}

    /** What can go wrong. */
    enum Failure {
        /** A command met a fault of the server's own: the client got NO with SERVERBUG, the log has the rest. */
        COMMAND,
        /** A connection was closed for a fault of the server's own, which the log tells of. */
        CONNECTION,
        /** The client and the server did not agree on TLS. */
        TLS,
        /** The network, or the client, has broken a connection. */
        NETWORK
    }
}
