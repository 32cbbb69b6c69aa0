package io.pymap.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pymap.auth.AuthenticationException;
import io.pymap.auth.Authenticator;
import io.pymap.auth.MemoryUsers;
import io.pymap.auth.OAuthTokens;
import io.pymap.auth.PasswordHash;
import io.pymap.mailbox.User;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** A server with a few users and a fixed clock, and words for steps. */
final class SaslFixture {

    static final Instant NOW = Instant.ofEpochSecond(697170952);
    static final byte[] END_POINT = {0, 1, 2, 3, (byte) 0xFF};

    final MemoryUsers users = new MemoryUsers()
            .with("tim", "tanstaaftanstaaf")
            .with("two words", "{PLAIN}päss")
            .with("hashed", "{SHA}L55TUjtiq8FBorTWAZ0jy6g129A=")
            .with("root", "toor", User.ADMIN);
    final Authenticator authenticator = new Authenticator(users, new PasswordHash());

    final OAuthTokens tokens = new OAuthTokens()
            .grant("tim", "tims-token")
            .grant("root", "roots-token")
            .grant("tim", "old-token", NOW)
            .grant("nobody", "token-of-nobody");

    private final SaslMechanisms offered =
            SaslMechanisms.standard().with("CRAM-MD5").withTokens(tokens).withAnonymous("tim");

    SaslExchange exchange(String mechanism) {
        return exchange(mechanism, context());
    }

    SaslExchange exchange(String mechanism, SaslContext context) {
        SaslMechanisms here = offered.in(context);
        return here.start(here.find(mechanism).orElseThrow(), authenticator, context);
    }

    /** As {@link #context}, over TLS with {@link #END_POINT}, and with the client's certificate where there is one. */
    SaslContext overTls(X509Certificate... client) {
        return context().over(Optional.of(new TlsChannel() {
            @Override
            public Optional<byte[]> binding(String type) {
                return type.equals(SERVER_END_POINT) ? Optional.of(END_POINT.clone()) : Optional.empty();
            }

            @Override
            public Optional<X509Certificate> clientCertificate() {
                return Stream.of(client).findFirst();
            }
        }));
    }

    /** The same for every call: challenges can be foretold. */
    SaslContext context() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
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
