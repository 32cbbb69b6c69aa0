package io.pymap.auth.sasl;

import static io.pymap.auth.AuthenticationException.Kind.MALFORMED;
import static io.pymap.auth.AuthenticationException.Kind.WRONG_CREDENTIALS;
import static io.pymap.auth.sasl.SaslFixture.challenge;
import static io.pymap.auth.sasl.SaslFixture.done;
import static io.pymap.auth.sasl.SaslFixture.failure;
import static io.pymap.auth.sasl.SaslFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest {

    private final SaslExchange exchange = new SaslFixture().exchange("LOGIN");

    @Test
    void asksForNameAndPassword() {
        assertThat(challenge(exchange.open())).isEqualTo("Username:");
        assertThat(challenge(exchange.respond(utf8("tim")))).isEqualTo("Password:");
        assertThat(done(exchange.respond(utf8("tanstaaftanstaaf")))
                        .identity()
                        .user()
                        .name())
                .isEqualTo("tim");
    }

    @Test
    void takesTheNameAsInitialResponse() {
        assertThat(challenge(exchange.respond(utf8("hashed")))).isEqualTo("Password:");
        assertThat(done(exchange.respond(utf8("correct horse")))
                        .identity()
                        .user()
                        .name())
                .isEqualTo("hashed");
    }

    @ParameterizedTest
    @CsvSource({"tim, wrong", "nobody, tanstaaftanstaaf", "'', ''", "tim, ''", "'', tanstaaftanstaaf"})
    void refusesAtTheEndOnly(String name, String password) {
        assertThat(challenge(exchange.respond(utf8(name)))).isEqualTo("Password:");
        assertThat(failure(exchange, utf8(password))).isEqualTo(WRONG_CREDENTIALS);
        assertThat(failure(exchange, utf8("tanstaaftanstaaf"))).isEqualTo(MALFORMED);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(failure(exchange, new byte[] {(byte) 0xff})).isEqualTo(MALFORMED);
    }
}
