package io.pymap.auth.sasl;

import static io.pymap.auth.AuthenticationException.Kind.MALFORMED;
import static io.pymap.auth.AuthenticationException.Kind.WRONG_CREDENTIALS;
import static io.pymap.auth.sasl.SaslFixture.challenge;
import static io.pymap.auth.sasl.SaslFixture.done;
import static io.pymap.auth.sasl.SaslFixture.failure;
import static io.pymap.auth.sasl.SaslFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CramMd5Test {

    private final SaslFixture server = new SaslFixture();
    private final SaslExchange exchange = server.exchange("CRAM-MD5");

    @Test
    void logsInAsInTheRfc() {
        // RFC 2195 2: the clock and the host are those of the example, the random number is made to be.
        SaslContext example = new SaslContext(server.context().clock(), () -> 1896, "postoffice.reston.mci.net");
        SaslExchange asInTheRfc = new CramMd5().start(server.authenticator, example);

        assertThat(challenge(asInTheRfc.open())).isEqualTo("<1896.697170952@postoffice.reston.mci.net>");
        assertThat(done(asInTheRfc.respond(utf8("tim b913a602c7eda7a495b4e6e7334d3890")))
                        .identity()
                        .user()
                        .name())
                .isEqualTo("tim");
    }

    @ParameterizedTest
    @CsvSource({"tim, tanstaaftanstaaf", "two words, päss"})
    void logsInWithClearTextSecrets(String name, String password) throws GeneralSecurityException {
        String digest = digest(password, challenge(exchange.open()));

        assertThat(done(exchange.respond(utf8(name + " " + digest.toUpperCase(Locale.ROOT))))
                        .identity()
                        .user()
                        .name())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "tim, wrong",
        "nobody, tanstaaftanstaaf",
        "nobody, no password",
        "hashed, correct horse",
        "hashed, no password",
        "hashed, L55TUjtiq8FBorTWAZ0jy6g129A=",
        "' ', no password"
    })
    void refusesEverythingElseAlike(String name, String password) throws GeneralSecurityException {
        String digest = digest(password, challenge(exchange.open()));

        assertThat(failure(exchange, utf8(name + " " + digest))).isEqualTo(WRONG_CREDENTIALS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tim",
                "tim ",
                " b913a602c7eda7a495b4e6e7334d3890",
                "tim b913a602c7eda7a495b4e6e7334d389",
                "tim b913a602c7eda7a495b4e6e7334d38900",
                "tim b913a602c7eda7a495b4e6e7334d389g",
                "tim\tb913a602c7eda7a495b4e6e7334d3890"
            })
    void refusesMalformedResponses(String response) {
        exchange.open();

        assertThat(failure(exchange, utf8(response))).isEqualTo(MALFORMED);
    }

    @Test
    void takesOneResponseToEachChallenge() throws GeneralSecurityException {
        assertThat(failure(exchange, utf8("tim b913a602c7eda7a495b4e6e7334d3890")))
                .isEqualTo(MALFORMED);
        String digest = digest("tanstaaftanstaaf", challenge(exchange.open()));
        assertThat(failure(exchange, utf8("nobody " + digest))).isEqualTo(WRONG_CREDENTIALS);
        assertThat(failure(exchange, utf8("tim " + digest))).isEqualTo(MALFORMED);
    }

    @Test
    void asksSomethingElseEveryTime() {
        SaslContext context = server.context();
        String first =
                challenge(new CramMd5().start(server.authenticator, context).open());
        String second =
                challenge(new CramMd5().start(server.authenticator, context).open());

        assertThat(first).isNotEqualTo(second).matches("<[0-9]+\\.697170952@postoffice\\.example\\.net>");
    }

    private static String digest(String password, String challenge) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(utf8(password), "HmacMD5"));
        return HexFormat.of().formatHex(mac.doFinal(utf8(challenge)));
    }
}
