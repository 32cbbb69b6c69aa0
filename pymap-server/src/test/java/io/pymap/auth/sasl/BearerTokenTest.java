package io.pymap.auth.sasl;

import static io.pymap.auth.AuthenticationException.Kind.MALFORMED;
import static io.pymap.auth.AuthenticationException.Kind.NOT_AUTHORIZED;
import static io.pymap.auth.AuthenticationException.Kind.WRONG_CREDENTIALS;
import static io.pymap.auth.sasl.SaslFixture.challenge;
import static io.pymap.auth.sasl.SaslFixture.done;
import static io.pymap.auth.sasl.SaslFixture.failure;
import static io.pymap.auth.sasl.SaslFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.auth.TokenVerifier;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In the messages of these tests, ^ stands for %x01. */
class BearerTokenTest {

    private final SaslFixture server = new SaslFixture();

    private static byte[] message(String text) {
        return utf8(text.replace('^', '\u0001'));
    }

    /** RFC 7628 4.1. */
    @Test
    void takesTheTokenOfTheRfc() {
        server.users.with("user@example.com", "{PLAIN}x");
        server.tokens.grant("user@example.com", "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==");
        byte[] response = Base64.getDecoder()
                .decode("bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyI"
                        + "HZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB");

        assertThat(done(server.exchange("OAUTHBEARER").respond(response))
                        .identity()
                        .user()
                        .name())
                .isEqualTo("user@example.com");
    }

    /** RFC 7628 4.3, with the answer of the example. */
    @Test
    void saysWhyAndThenNoAsInTheRfc() {
        TokenVerifier nobody = new TokenVerifier() {
            @Override
            public Optional<String> user(String token, Instant now) {
                return Optional.empty();
            }

            @Override
            public Optional<String> scope() {
                return Optional.of("example_scope");
            }

            @Override
            public Optional<URI> openIdConfiguration() {
                return Optional.of(URI.create("https://example.com/.well-known/openid-configuration"));
            }
        };
        byte[] response = Base64.getDecoder()
                .decode("bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9AQE=");
        SaslExchange exchange = BearerToken.oauthBearer(nobody).start(server.authenticator, server.context());

        assertThat(Base64.getEncoder().encodeToString(utf8(challenge(exchange.respond(response)))))
                .isEqualTo("eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJleGFtcGxl"
                        + "X3Njb3BlIiwib3BlbmlkLWNvbmZpZ3VyYXRpb24iOiJodHRwczovL2V4"
                        + "YW1wbGUuY29tLy53ZWxsLWtub3duL29wZW5pZC1jb25maWd1cmF0aW9uIn0=");
        assertThat(failure(exchange, message("^"))).isEqualTo(WRONG_CREDENTIALS);
        assertThat(failure(exchange, message("^"))).isEqualTo(MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "OAUTHBEARER, 'n,,^auth=Bearer tims-token^^', tim",
        "OAUTHBEARER, 'y,a=tim,^port=143^auth=bEARER tims-token^x=y^^', tim",
        "OAUTHBEARER, 'n,a=tim,^auth=Bearer roots-token^^', tim",
        "XOAUTH2, 'user=tim^auth=Bearer tims-token^^', tim",
        "XOAUTH2, 'user=tim^auth=Bearer roots-token^^', tim"
    })
    void logsIn(String mechanism, String response, String user) {
        assertThat(done(server.exchange(mechanism).respond(message(response)))
                        .identity()
                        .user()
                        .name())
                .isEqualTo(user);
    }

    @ParameterizedTest
    @CsvSource({
        "OAUTHBEARER, 'n,,^auth=Bearer wrong^^'",
        "OAUTHBEARER, 'n,,^auth=Bearer old-token^^'",
        "OAUTHBEARER, 'n,,^auth=Bearer token-of-nobody^^'",
        "OAUTHBEARER, 'n,,^auth=Basic tims-token^^'",
        "OAUTHBEARER, 'n,,^auth=^^'",
        "XOAUTH2, 'user=tim^auth=Bearer wrong^^'"
    })
    void refusesTokensThatAreNotGood(String mechanism, String response) {
        SaslExchange exchange = server.exchange(mechanism);

        assertThat(challenge(exchange.respond(message(response))))
                .startsWith("{\"status\":\"")
                .endsWith("}");
        assertThat(failure(exchange, new byte[0])).isEqualTo(WRONG_CREDENTIALS);
    }

    @Test
    void revokesTokens() {
        server.tokens.revoke("tims-token");

        assertThat(challenge(server.exchange("XOAUTH2").respond(message("user=tim^auth=Bearer tims-token^^"))))
                .isEqualTo("{\"status\":\"401\",\"schemes\":\"bearer\"}");
    }

    @ParameterizedTest
    @CsvSource({"OAUTHBEARER, 'n,a=root,^auth=Bearer tims-token^^'", "XOAUTH2, 'user=root^auth=Bearer tims-token^^'"})
    void letsNobodyActAsAnother(String mechanism, String response) {
        assertThat(failure(server.exchange(mechanism), message(response))).isEqualTo(NOT_AUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "^",
                "n,,^^",
                "n,,^auth=Bearer tims-token^",
                "n,,auth=Bearer tims-token^^",
                "n,,^host=x^^",
                "n,^auth=Bearer tims-token^^",
                "p=x,,^auth=Bearer tims-token^^",
                "n,a=t=im,^auth=Bearer tims-token^^",
                "user=tim^auth=Bearer tims-token^^"
            })
    void refusesMalformedMessages(String response) {
        assertThat(failure(server.exchange("OAUTHBEARER"), message(response))).isEqualTo(MALFORMED);
    }
}
