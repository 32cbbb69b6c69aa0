package io.pymap.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pymap.auth.AuthenticationException;
import io.pymap.auth.Authenticator;
import io.pymap.auth.MemoryUsers;
import io.pymap.auth.PasswordHash;
import io.pymap.mailbox.User;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;

/** A server with a few users and a fixed clock, and words for steps. */
final class SaslFixture {

    final MemoryUsers users = new MemoryUsers()
            .with("tim", "tanstaaftanstaaf")
            .with("two words", "{PLAIN}päss")
            .with("hashed", "{SHA}L55TUjtiq8FBorTWAZ0jy6g129A=")
            .with("root", "toor", User.ADMIN);
    final Authenticator authenticator = new Authenticator(users, new PasswordHash());

    SaslExchange exchange(String mechanism) {
        return SaslMechanisms.none()
                .with(mechanism)
                .find(mechanism)
                .orElseThrow()
                .start(authenticator, context());
    }

    /** The same for every call: challenges can be foretold. */
    SaslContext context() {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(697170952), ZoneOffset.UTC);
        return new SaslContext(clock, new Random(1), "postoffice.example.net");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String challenge(SaslStep step) {
        assertThat(step).isInstanceOf(SaslStep.Challenge.class);
        return new String(((SaslStep.Challenge) step).octets(), StandardCharsets.UTF_8);
    }

    static SaslStep.Done done(SaslStep step) {
        assertThat(step).isInstanceOf(SaslStep.Done.class);
        return (SaslStep.Done) step;
    }

    static AuthenticationException.Kind failure(SaslExchange exchange, byte[] response) {
        AuthenticationException thrown =
                catchThrowableOfType(AuthenticationException.class, () -> exchange.respond(response));
        assertThat(thrown).as("the response should be refused").isNotNull();
        return thrown.kind();
    }
}
