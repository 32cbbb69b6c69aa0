package io.pymap.auth.sasl;

import static io.pymap.auth.AuthenticationException.Kind.MALFORMED;
import static io.pymap.auth.AuthenticationException.Kind.NOT_AUTHORIZED;
import static io.pymap.auth.AuthenticationException.Kind.WRONG_CREDENTIALS;
import static io.pymap.auth.sasl.SaslFixture.challenge;
import static io.pymap.auth.sasl.SaslFixture.done;
import static io.pymap.auth.sasl.SaslFixture.failure;
import static io.pymap.auth.sasl.SaslFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.auth.AuthenticationException.Kind;
import io.pymap.auth.PasswordHash;
import io.pymap.auth.ScramDigest;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScramTest {

    private final SaslFixture server = new SaslFixture();

    /** RFC 5802 5, RFC 7677 3: names, salts, nonces and all messages as they stand there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "SHA_1 fyko+d2lbbFgONRv9qkxdawL 3rfcNHYJY1ZVvWVs7j QSXCR+Q6sek8bf92 v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="
                        + " rmF9pqV8S7suAoZWja4dJRkFsKQ=",
                "SHA_256 rOprNGfwEbeRWgbNEkqO %hvYDpWUa2RaTCAfuxFIlj)hNlF$k0 W22ZaJ0SNY7soEsUEjb6gQ=="
                        + " dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ= 6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
            })
    void speaksAsInTheRfcs(
            ScramDigest digest, String clientNonce, String serverNonce, String salt, String proof, String verifier)
            throws GeneralSecurityException {
        server.users.with(
                "user", "$scram$4096$" + ab64(Base64.getDecoder().decode(salt)) + "$" + salted(digest, "pencil", salt));
        SaslExchange exchange = Scram.of(digest).start(server.authenticator, server.context(), serverNonce);

        String first = challenge(exchange.respond(utf8("n,,n=user,r=" + clientNonce)));
        SaslStep.Done done = done(exchange.respond(utf8("c=biws,r=" + clientNonce + serverNonce + ",p=" + proof)));

        assertThat(first).isEqualTo("r=" + clientNonce + serverNonce + ",s=" + salt + ",i=4096");
        assertThat(done.identity().user().name()).isEqualTo("user");
        assertThat(done.additionalData()).hasValue(utf8("v=" + verifier));
    }

    private static String salted(ScramDigest digest, String password, String salt) throws GeneralSecurityException {
        PBEKeySpec key =
                new PBEKeySpec(password.toCharArray(), Base64.getDecoder().decode(salt), 4096, 8 * digest.length());
        byte[] hash = SecretKeyFactory.getInstance(
                        "PBKDF2WithHmac" + digest.digestName().replace("-", ""))
                .generateSecret(key)
                .getEncoded();
        return digest.digestName().toLowerCase(Locale.ROOT) + "=" + ab64(hash);
    }

    private static String ab64(byte[] octets) {
        return Base64.getEncoder().withoutPadding().encodeToString(octets).replace('+', '.');
    }

    @ParameterizedTest
    @CsvSource({
        "SHA-1, tim, tanstaaftanstaaf",
        "SHA-256, tim, tanstaaftanstaaf",
        "SHA-256, two words, päss",
        "SHA-256, kept, correct horse",
        "SHA-256, a=2Cb=3Dc, comma"
    })
    void logsInByClearTextAndByKeptKeys(String digest, String name, String password) throws GeneralSecurityException {
        server.users.with("kept", new PasswordHash().hash("correct horse", new Random(2)));
        server.users.with("a,b=c", "comma");
        ScramClient client = new ScramClient(digest, name, password);
        SaslExchange exchange = server.exchange("SCRAM-" + digest);

        String first = challenge(exchange.respond(utf8(client.first())));
        SaslStep.Done done = done(exchange.respond(utf8(client.last(first))));

        assertThat(done.additionalData()).hasValue(utf8(client.verifier(first)));
        assertThat(done.identity().user().name())
                .isEqualTo(name.replace("=2C", ",").replace("=3D", "="));
    }

    @ParameterizedTest
    @CsvSource({"tim, wrong", "nobody, no password", "hashed, correct horse", "hashed, no password", "kept, wrong"})
    void refusesEverythingElseAlike(String name, String password) throws GeneralSecurityException {
        server.users.with("kept", new PasswordHash().hash("correct horse", new Random(2)));
        ScramClient client = new ScramClient("SHA-256", name, password);
        SaslExchange exchange = server.exchange("SCRAM-SHA-256");

        String first = challenge(exchange.respond(utf8(client.first())));

        assertThat(first).matches("r=clientnonce\\S+,s=[A-Za-z0-9+/]{22}==,i=(4096|29000)");
        assertThat(failure(exchange, utf8(client.last(first)))).isEqualTo(WRONG_CREDENTIALS);
    }

    /** RFC 5802 9: a salt that changes would tell that it is made up. */
    @ParameterizedTest
    @ValueSource(strings = {"tim", "nobody", "hashed"})
    void givesTheSameSaltEveryTime(String name) {
        String first = challenge(server.exchange("SCRAM-SHA-256").respond(utf8("n,,n=" + name + ",r=a")));
        String second = challenge(server.exchange("SCRAM-SHA-256").respond(utf8("n,,n=" + name + ",r=a")));

        assertThat(salt(first)).isEqualTo(salt(second)).startsWith("s=");
        assertThat(salt(first))
                .isNotEqualTo(salt(challenge(server.exchange("SCRAM-SHA-256").respond(utf8("n,,n=root,r=a")))));
    }

    private static String salt(String first) {
        return first.split(",")[1];
    }

    @Test
    void makesUpKeysThatLookLikeThoseOfOthers() {
        SaslFixture hashes = new SaslFixture();
        hashes.users.names().forEach(hashes.users::remove);
        hashes.users.with("kept", new PasswordHash().hash("correct horse", new Random(2)));

        assertThat(challenge(hashes.exchange("SCRAM-SHA-256").respond(utf8("n,,n=nobody,r=a"))))
                .endsWith(",i=29000");
    }

    @Test
    void letsAdministratorsActAsOthers() throws GeneralSecurityException {
        ScramClient client = new ScramClient("SHA-256", "n,a=tim,", new byte[0], "n=root,r=abc", "toor");
        SaslExchange exchange = server.exchange("SCRAM-SHA-256");
        String first = challenge(exchange.respond(utf8(client.first())));

        assertThat(done(exchange.respond(utf8(client.last(first))))
                        .identity()
                        .user()
                        .name())
                .isEqualTo("tim");
    }

    @Test
    void letsNobodyElseActAsOthers() throws GeneralSecurityException {
        ScramClient client = new ScramClient("SHA-256", "n,a=root,", new byte[0], "n=tim,r=abc", "tanstaaftanstaaf");
        SaslExchange exchange = server.exchange("SCRAM-SHA-256");
        String first = challenge(exchange.respond(utf8(client.first())));

        assertThat(failure(exchange, utf8(client.last(first)))).isEqualTo(NOT_AUTHORIZED);
    }

    @Test
    void bindsToTheServersCertificate() throws GeneralSecurityException {
        ScramClient client = bound(SaslFixture.END_POINT);
        SaslExchange exchange = server.exchange("SCRAM-SHA-256-PLUS", server.overTls());
        String first = challenge(exchange.respond(utf8(client.first())));

        assertThat(done(exchange.respond(utf8(client.last(first)))).additionalData())
                .hasValue(utf8(client.verifier(first)));
    }

    @Test
    void refusesAClientThatIsBoundToAnotherCertificate() throws GeneralSecurityException {
        ScramClient client = bound(new byte[] {1});
        SaslExchange exchange = server.exchange("SCRAM-SHA-256-PLUS", server.overTls());
        String first = challenge(exchange.respond(utf8(client.first())));

        assertThat(failure(exchange, utf8(client.last(first)))).isEqualTo(WRONG_CREDENTIALS);
    }

    private static ScramClient bound(byte[] binding) {
        return new ScramClient("SHA-256", "p=tls-server-end-point,,", binding, "n=tim,r=abc", "tanstaaftanstaaf");
    }

    /** RFC 5802 6. */
    @Test
    void findsOutWhereChannelBindingHasBeenHidden() {
        assertThat(failure(server.exchange("SCRAM-SHA-256", server.overTls()), utf8("y,,n=tim,r=abc")))
                .isEqualTo(WRONG_CREDENTIALS);
        assertThat(challenge(server.exchange("SCRAM-SHA-256").respond(utf8("y,,n=tim,r=abc"))))
                .startsWith("r=abc");
    }

    @ParameterizedTest
    @CsvSource({
        "'p=tls-unique,,n=tim,r=abc', WRONG_CREDENTIALS",
        "'n,,n=tim,r=abc', MALFORMED",
        "'y,,n=tim,r=abc', MALFORMED"
    })
    void wantsABindingItKnows(String message, Kind kind) {
        assertThat(failure(server.exchange("SCRAM-SHA-256-PLUS", server.overTls()), utf8(message)))
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n,,",
                "n,,n=,r=abc",
                "n,,n=tim,r=",
                "n,,n=tim",
                "n,n=tim,r=abc",
                "q,,n=tim,r=abc",
                "n,,n=t=im,r=abc",
                "n,,n=tim=2,r=abc",
                "n,a=,n=tim,r=abc",
                "n,a=x=3d,n=tim,r=abc",
                "n,,n=tim,r=a\u00e9",
                "n,,n=tim,r=a b",
                "n,,n=ti\0m,r=abc",
                "n,,m=x,n=tim,r=abc",
                "n,,n=tim,r=abc,m=x",
                "n,,n=tim,r=abc,",
                "n,,n=tim,r=abc,ext",
                "p=tls-server-end-point,,n=tim,r=abc",
                "p=,,n=tim,r=abc"
            })
    void refusesMalformedFirstMessages(String message) {
        assertThat(failure(server.exchange("SCRAM-SHA-256"), utf8(message))).isEqualTo(MALFORMED);
    }

    @Test
    void ignoresUnknownExtensions() {
        assertThat(challenge(server.exchange("SCRAM-SHA-256").respond(utf8("n,,n=tim,r=abc,x=y,z=1=2"))))
                .startsWith("r=abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c=biws",
                "c=biws,r=NONCE",
                "c=biws,r=wrong,p=",
                "c=biws,r=NONCE,p=",
                "c=biws,r=NONCE,p=AAAA",
                "c=biws,r=NONCE,p=AAA",
                "c=b*ws,r=NONCE,p=AAAA",
                "c=biws,r=NONCE,m=x,p=AAAA"
            })
    void refusesMalformedSecondMessages(String message) {
        SaslExchange exchange = server.exchange("SCRAM-SHA-1");
        String nonce = challenge(exchange.respond(utf8("n,,n=tim,r=abc")))
                .split(",")[0]
                .substring(2);

        assertThat(failure(exchange, utf8(message.replace("NONCE", nonce)))).isEqualTo(MALFORMED);
        assertThat(failure(exchange, utf8("n,,n=tim,r=abc"))).isEqualTo(MALFORMED);
    }

    @Test
    void takesLongMessagesForWhatTheyAre() {
        byte[] extensions = utf8("n,,n=tim,r=abc" + ",x=y".repeat(2_000));
        byte[] name = utf8("n,,n=" + "=2C".repeat(2_500) + ",r=abc");

        assertThat(challenge(server.exchange("SCRAM-SHA-256").respond(extensions)))
                .startsWith("r=abc");
        assertThat(challenge(server.exchange("SCRAM-SHA-256").respond(name))).startsWith("r=abc");
        assertThat(failure(server.exchange("SCRAM-SHA-256"), Arrays.copyOf(name, 4_000)))
                .isEqualTo(MALFORMED);
    }
}
