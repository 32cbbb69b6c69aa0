package io.pymap.auth.sasl;

import io.pymap.auth.AuthenticationException;
import io.pymap.auth.Authenticator;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** LOGIN (draft-murchison-sasl-login): the server asks for the name, then for the password. */
final class Login implements SaslMechanism {

    @Override
    public String name() {
        return "LOGIN";
    }

    @Override
    public boolean needsTls() {
        return true;
    }

    @Override
    public boolean clientFirst() {
        // The draft has the server speak first, but clients send the name as initial response.
        return true;
    }

    @Override
    public SaslExchange start(Authenticator authenticator, SaslContext context) {
        return new Exchange(authenticator);
    }

    private static final class Exchange implements SaslExchange {

        private final Authenticator authenticator;
        /** Null until the client has told it. */
        private @Nullable String userName;

        private boolean over;

        private Exchange(Authenticator authenticator) {
            this.authenticator = authenticator;
        }

        @Override
        public SaslStep open() {
            return prompt("Username:");
        }

        @Override
        public SaslStep respond(byte[] response) {
            if (over) {
                throw AuthenticationException.malformed("Expected nothing after the password.");
            }
            String text = StrictUtf8.decode(response);
            String name = userName;
            if (name == null) {
                userName = text;
                return prompt("Password:");
            }
            over = true;
            return new SaslStep.Done(authenticator.login(name, text));
        }

        private static SaslStep prompt(String text) {
            return new SaslStep.Challenge(text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
