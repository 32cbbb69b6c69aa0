package io.pymap.auth.sasl;

import static io.pymap.auth.AuthenticationException.Kind.MALFORMED;
import static io.pymap.auth.AuthenticationException.Kind.WRONG_CREDENTIALS;
import static io.pymap.auth.sasl.SaslFixture.done;
import static io.pymap.auth.sasl.SaslFixture.failure;
import static io.pymap.auth.sasl.SaslFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymousTest {

    private final SaslFixture server = new SaslFixture();

    @ParameterizedTest
    @ValueSource(strings = {"", "sirhc", "someone@example.org", "\u00e9t\u00e9"})
    void letsAnybodyIn(String trace) {
        SaslExchange exchange = server.exchange("ANONYMOUS");

        assertThat(done(exchange.respond(utf8(trace))).identity().user().name()).isEqualTo("tim");
        assertThat(failure(exchange, utf8(trace))).isEqualTo(MALFORMED);
    }

    @Test
    void wantsAShortTraceWithoutControls() {
        assertThat(failure(server.exchange("ANONYMOUS"), utf8("x".repeat(256)))).isEqualTo(MALFORMED);
        assertThat(failure(server.exchange("ANONYMOUS"), utf8("a\nb"))).isEqualTo(MALFORMED);
        assertThat(failure(server.exchange("ANONYMOUS"), new byte[] {(byte) 0xC3}))
                .isEqualTo(MALFORMED);
    }

    @Test
    void refusesWhereItsUserIsGone() {
        server.users.remove("tim");

        assertThat(failure(server.exchange("ANONYMOUS"), utf8(""))).isEqualTo(WRONG_CREDENTIALS);
    }
}
