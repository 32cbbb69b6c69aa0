package io.pymap.auth.sasl;

import io.pymap.auth.Authenticator;

/** A way to log in that clients ask for by name. Immutable. */
public interface SaslMechanism {

    /** The registered name in upper case: {@code PLAIN}. */
    String name();

    /** True where the password travels in clear text: only offered over TLS or on loopback. */
    boolean needsTls();

    /**
     * True where the client speaks first (RFC 4422 5), so that it may send an initial response. LOGIN says true as
     * well: its initial response is the user name.
     */
    boolean clientFirst();

    /** Whether there is what it needs of the connection; it is not offered otherwise. */
    default boolean worksIn(SaslContext context) {
        return true;
    }

    SaslExchange start(Authenticator authenticator, SaslContext context);
}
