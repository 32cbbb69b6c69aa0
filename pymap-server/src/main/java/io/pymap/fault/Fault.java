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
    /**
     * As if the server's process was killed at this point: every connection of the server gets RST, whatever it is doing, and
     * nothing more is answered. What was done before stays done, what had only come is forgotten. Who connects from then on finds
     * the server as after a restart.
     */
    CRASH,
    /** {@code * BYE} and the end. */
    BYE,
    /** The server keeps the connection open and never says another word. */
    STALL,
    /** Octets that are no protocol, from the rule's own random stream, and the end. */
    GARBAGE,
    /** Octets that are no deflate stream, where the client has COMPRESS, and the end; without it as {@link #GARBAGE}. RFC 4978. */
    BROKEN_DEFLATE,
    /**
     * The alert handshake_failure, in clear, and the end: as a server says it that has no cipher in common with the client. For
     * {@link Faults#onTlsConnect}, and behind the answer to STARTTLS. RFC 8446 6.2.
     */
    TLS_HANDSHAKE_FAILURE,
    /** As that, with the alert protocol_version: no version in common. */
    TLS_PROTOCOL_VERSION,
    /** As that, with the alert internal_error. */
    TLS_INTERNAL_ERROR,
    /** As that, with a ServerHello of TLS 1.0 in place of an alert: clients must not go on with it. RFC 8996. */
    TLS_1_0;

    /** Whether it comes in place of TLS. */
    boolean isOfHandshake() {
        return name().startsWith("TLS_");
    }

    /** As rules have it when they are written as text: {@code reset}, {@code half-close}. */
    String word() {
        return this == CONNECTION_RESET
                ? "reset"
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
