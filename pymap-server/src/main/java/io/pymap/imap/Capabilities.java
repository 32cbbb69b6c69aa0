package io.pymap.imap;

/**
 * What a running server can do, to be changed while clients are connected: a change counts from the next command of each
 * session on, and is told in the next CAPABILITY. What a client has enabled before stays so.
 *
 * <pre>{@code
 * server.capabilities().without("MOVE").hidden("IDLE");
 * server.capabilities().user("ann").without("CONDSTORE");
 * server.capabilities().beforeLogin().hidden("SASL-IR");
 * }</pre>
 *
 * <p>Changes count in the order in which they are made. Safe for use by many threads.
 */
public interface Capabilities {

    /** For changes that count before login only. */
    Capabilities beforeLogin();

    /** For changes that count after login only, whoever it is. */
    Capabilities afterLogin();

    /** For changes that count for sessions of that user, from its login on. */
    Capabilities user(String name);

    /**
     * With these extensions, and those that they need, told and understood.
     *
     * @throws IllegalArgumentException where there is no such extension, with the names of those there are
     */
    Capabilities with(String... extensions);

    /**
     * Without these extensions, and those that need them: neither told nor understood, so that their commands are BAD.
     *
     * @throws IllegalArgumentException where there is no such extension, with the names of those there are
     */
    Capabilities without(String... extensions);

    /**
     * With these extensions understood but not told.
     *
     * @throws IllegalArgumentException where there is no such extension, with the names of those there are
     */
    Capabilities hidden(String... extensions);

    /** Takes back all changes, whomever they were for: the server is what it was when it started. */
    void reset();
}
