package io.pymap.auth.sasl;

import io.pymap.auth.Identity;
import java.util.Optional;

/** What follows after a response of the client. */
public sealed interface SaslStep {

    /** The server has something to ask; the client answers it. */
    record Challenge(byte[] octets) implements SaslStep {}

    /**
     * The client is who it says.
     *
     * @param additionalData what the server has to say with the success (RFC 4422 3.6). Protocols without a place for
     *     it, as IMAP, send it as a challenge and take one empty response
     */
    record Done(Identity identity, Optional<byte[]> additionalData) implements SaslStep {

        public Done(Identity identity) {
            this(identity, Optional.empty());
        }
    }
}
