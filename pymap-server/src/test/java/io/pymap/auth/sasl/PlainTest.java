package io.pymap.auth.sasl;

import static io.pymap.auth.AuthenticationException.Kind.MALFORMED;
import static io.pymap.auth.AuthenticationException.Kind.NOT_AUTHORIZED;
import static io.pymap.auth.AuthenticationException.Kind.WRONG_CREDENTIALS;
import static io.pymap.auth.sasl.SaslFixture.challenge;
import static io.pymap.auth.sasl.SaslFixture.done;
import static io.pymap.auth.sasl.SaslFixture.failure;
import static io.pymap.auth.sasl.SaslFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.auth.AuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTest {

    private final SaslFixture server = new SaslFixture();
    private final SaslExchange exchange = server.exchange("PLAIN");

    @Test
    void logsInAsInTheRfc() {
        // RFC 4616 4
        SaslStep.Done done = done(exchange.respond(utf8("\0tim\0tanstaaftanstaaf")));

        assertThat(done.identity().user().name()).isEqualTo("tim");
        assertThat(done.additionalData()).isEmpty();
    }

    @Test
    void waitsForTheClientWithAnEmptyChallenge() {
        assertThat(challenge(exchange.open())).isEmpty();
        assertThat(done(exchange.respond(utf8("\0two words\0päss")))
                        .identity()
                        .user()
                        .name())
                .isEqualTo("two words");
    }

    @Test
    void takesTheOwnNameAsAuthorizationIdentity() {
        assertThat(done(exchange.respond(utf8("tim\0tim\0tanstaaftanstaaf")))
                        .identity()
                        .user()
                        .name())
                .isEqualTo("tim");
    }

    @Test
    void letsAdministratorsActAsOthers() {
        SaslStep.Done done = done(exchange.respond(utf8("tim\0root\0toor")));

        assertThat(done.identity().user().name()).isEqualTo("tim");
        assertThat(done.identity().authenticatedAs().name()).isEqualTo("root");
    }

    @ParameterizedTest
    @CsvSource({
        "'#tim#wrong', WRONG_CREDENTIALS",
        "'#nobody#tanstaaftanstaaf', WRONG_CREDENTIALS",
        "'#tim#', WRONG_CREDENTIALS",
        "'##tanstaaftanstaaf', WRONG_CREDENTIALS",
        "'##', WRONG_CREDENTIALS",
        "'root#tim#wrong', WRONG_CREDENTIALS",
        "'root#tim#tanstaaftanstaaf', NOT_AUTHORIZED",
        "'nobody#root#toor', NOT_AUTHORIZED",
        "'', MALFORMED",
        "'tim', MALFORMED",
        "'#tim', MALFORMED",
        "'#tim#tanstaaf#tanstaaf', MALFORMED",
        "'#tim#tanstaaftanstaaf#', MALFORMED"
    })
    void saysWhatKindOfFailureItIs(String message, AuthenticationException.Kind kind) {
        assertThat(failure(exchange, utf8(message.replace('#', '\0')))).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xff, 0xc0, 0x80, 0xed, 0xf8})
    void refusesWhatIsNotUtf8(int octet) {
        assertThat(failure(exchange, new byte[] {0, 't', 0, (byte) octet})).isEqualTo(MALFORMED);
    }

    @Test
    void takesOneResponseOnly() {
        assertThat(failure(exchange, utf8("\0tim\0wrong"))).isEqualTo(WRONG_CREDENTIALS);
        assertThat(failure(exchange, utf8("\0tim\0tanstaaftanstaaf"))).isEqualTo(MALFORMED);
    }

    @Test
    void hidesFromOthersWhoExists() {
        assertThat(failure(server.exchange("PLAIN"), utf8("nobody\0tim\0tanstaaftanstaaf")))
                .isEqualTo(NOT_AUTHORIZED);
        assertThat(failure(server.exchange("PLAIN"), utf8("hashed\0tim\0tanstaaftanstaaf")))
                .isEqualTo(NOT_AUTHORIZED);
    }
}
