package io.pymap.transport;

/**
 * Sees the octets of a connection as client and server mean them: after TLS on the way in, before it on the way out.
 * Called on the connection's event loop, in order; the arrays are its own to keep. Must be quick and must not throw.
 */
public interface ConnectionTap {

    /** Sees nothing. */
    ConnectionTap NONE = new ConnectionTap() {};

    default void opened(String connection, String peer) {}

    default void received(String connection, byte[] octets) {}

    default void sent(String connection, byte[] octets) {}

    /** TLS has begun. */
    default void secured(String connection) {}

    /** Something else has happened to the connection, which a reader of its transcript wants to know. */
    default void noted(String connection, String text) {}

    default void closed(String connection) {}
}
