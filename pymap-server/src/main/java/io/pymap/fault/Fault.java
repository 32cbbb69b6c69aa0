package io.pymap.fault;

import java.util.Locale;

/** A way in which a connection goes wrong and does not come right again. */
public enum Fault {
    /** TCP RST: what the client has not read may be lost, and its next call fails. */
    CONNECTION_RESET,
    /** The connection is closed in good order, TLS as well, in the middle of whatever was going on. */
    CLOSE,
    /** The server ends its own direction and says no more, but goes on to take what the client sends. */
    HALF_CLOSE,
    /** {@code * BYE} and the end. */
    BYE,
    /** The server keeps the connection open and never says another word. */
    STALL,
    /** Octets that are no protocol, from the rule's own random stream, and the end. */
    GARBAGE;

    /** As rules have it when they are written as text: {@code reset}, {@code half-close}. */
    String word() {
        return this == CONNECTION_RESET
                ? "reset"
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
