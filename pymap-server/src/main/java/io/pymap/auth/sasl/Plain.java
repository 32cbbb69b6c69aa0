package io.pymap.auth.sasl;

import io.pymap.auth.AuthenticationException;
import io.pymap.auth.Authenticator;
import io.pymap.auth.Identity;

/** PLAIN (RFC 4616): {@code [authzid] NUL authcid NUL passwd}. */
final class Plain implements SaslMechanism {

    @Override
    public String name() {
        return "PLAIN";
    }

    @Override
    public boolean needsTls() {
        return true;
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public SaslExchange start(Authenticator authenticator, SaslContext context) {
        return new Exchange(authenticator);
    }

    private static final class Exchange implements SaslExchange {

        private final Authenticator authenticator;
        private boolean over;

        private Exchange(Authenticator authenticator) {
            this.authenticator = authenticator;
        }

        @Override
        public SaslStep respond(byte[] response) {
            if (over) {
                throw AuthenticationException.malformed("Expected one response only.");
            }
            over = true;
            return new SaslStep.Done(check(authenticator, StrictUtf8.decode(response)));
        }
    }

    private static Identity check(Authenticator authenticator, String message) {
        String[] parts = message.split("\0", -1);
        if (parts.length != 3) {
            throw AuthenticationException.malformed("Expected [authzid] NUL authcid NUL password.");
        }
        String authorizationId = parts[0];
        String authenticationId = parts[1];
        // RFC 4616 2 wants at least one character of each; an empty one is a wrong password here, which people
        // understand better than a syntax error.
        Identity self = authenticator.login(authenticationId, parts[2]);
        // A backend that folds case may know the user by another spelling than the client used for both.
        return authorizationId.equals(authenticationId) ? self : authenticator.authorize(self.user(), authorizationId);
    }
}
