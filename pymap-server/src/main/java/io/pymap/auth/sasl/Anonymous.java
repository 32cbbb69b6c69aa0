package io.pymap.auth.sasl;

import io.pymap.auth.AuthenticationException;
import io.pymap.auth.Authenticator;
import io.pymap.auth.Identity;
import java.util.regex.Pattern;

/**
 * ANONYMOUS (RFC 4505): anybody, who may leave a word about itself, is one and the same user.
 *
 * @param user whose mail everybody gets to see
 */
record Anonymous(String user) implements SaslMechanism {

    private static final String CHARACTER = "[^@\\p{Cc}\\p{Co}\\p{Cs}]";

    /** RFC 4505 2: an address, or up to 255 characters; 3 forbids control, private use and surrogate ones. */
    private static final Pattern TRACE =
            Pattern.compile(CHARACTER + "{0,255}|" + CHARACTER + "{1,64}@" + CHARACTER + "{1,255}");

    @Override
    public String name() {
        return "ANONYMOUS";
    }

    @Override
    public boolean needsTls() {
        return false;
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public SaslExchange start(Authenticator authenticator, SaslContext context) {
        return new Exchange(authenticator, user);
    }

    private static final class Exchange implements SaslExchange {

        private final Authenticator authenticator;
        private final String user;
        private boolean over;

        Exchange(Authenticator authenticator, String user) {
            this.authenticator = authenticator;
            this.user = user;
        }

        @Override
        public SaslStep respond(byte[] response) {
            if (over) {
                throw AuthenticationException.malformed("Expected one response only.");
            }
            over = true;
            if (!TRACE.matcher(StrictUtf8.decode(response)).matches()) {
                throw AuthenticationException.malformed("Expected a mail address, at most 255 characters, or nothing.");
            }
            return new SaslStep.Done(authenticator
                    .user(user)
                    .map(Identity::anonymous)
                    .orElseThrow(() -> AuthenticationException.refused("There is no anonymous user.")));
        }
    }
}
