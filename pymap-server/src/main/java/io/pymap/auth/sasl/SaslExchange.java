package io.pymap.auth.sasl;

import io.pymap.auth.AuthenticationException;

/**
 * One attempt to log in. Call {@link #open} first where the client sent no initial response, {@link #respond} for the
 * initial response and every later one. May take seconds: keep it off the event loop.
 */
public interface SaslExchange {

    /** What the server sends to a client that gave no initial response; empty where the client speaks first. */
    default SaslStep open() {
        return new SaslStep.Challenge(new byte[0]);
    }

    /**
     * Takes the client's response; an empty one is a response as well.
     *
     * @throws AuthenticationException where the attempt fails; the exchange is over then
     */
    SaslStep respond(byte[] response);
}
