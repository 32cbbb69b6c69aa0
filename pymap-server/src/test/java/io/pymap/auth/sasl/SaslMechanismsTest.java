package io.pymap.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.auth.OAuthTokens;
import org.junit.jupiter.api.Test;

class SaslMechanismsTest {

    private final SaslFixture server = new SaslFixture();

    @Test
    void offersAllThatWorksUnlessTooWeak() {
        assertThat(SaslMechanisms.standard().in(server.context()).names())
                .containsExactly("PLAIN", "LOGIN", "SCRAM-SHA-256", "SCRAM-SHA-1");
        assertThat(SaslMechanisms.standard().in(server.overTls()).names())
                .containsExactly(
                        "PLAIN", "LOGIN", "SCRAM-SHA-256", "SCRAM-SHA-1", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS");
    }

    @Test
    void offersTokensAndAnonymousOnRequest() {
        SaslMechanisms mechanisms = SaslMechanisms.none()
                .withTokens(new OAuthTokens().grant("tim", "token"))
                .withAnonymous("tim");

        assertThat(mechanisms.names()).containsExactly("OAUTHBEARER", "XOAUTH2", "ANONYMOUS");
        assertThat(mechanisms.withoutTls().names()).containsExactly("ANONYMOUS");
    }

    @Test
    void offersCramMd5OnRequest() {
        SaslMechanisms mechanisms =
                SaslMechanisms.none().with("PLAIN").with("LOGIN").with("cram-md5");

        assertThat(mechanisms.names()).containsExactly("PLAIN", "LOGIN", "CRAM-MD5");
        assertThat(mechanisms.without("login").names()).containsExactly("PLAIN", "CRAM-MD5");
        assertThat(mechanisms.with("PLAIN").names()).containsExactly("LOGIN", "CRAM-MD5", "PLAIN");
    }

    @Test
    void offersNoClearTextPasswordsWithoutTls() {
        assertThat(SaslMechanisms.standard().in(server.context()).withoutTls().names())
                .containsExactly("SCRAM-SHA-256", "SCRAM-SHA-1");
    }

    @Test
    void findsOfferedMechanismsInAnyCase() {
        assertThat(SaslMechanisms.standard().find("plain"))
                .get()
                .extracting(SaslMechanism::name)
                .isEqualTo("PLAIN");
        assertThat(SaslMechanisms.standard().find("CRAM-MD5")).isEmpty();
        assertThat(SaslMechanisms.standard().withoutTls().find("PLAIN")).isEmpty();
    }

    @Test
    void namesTheKnownMechanismsWhereANameIsUnknown() {
        SaslMechanisms mechanisms = SaslMechanisms.standard();

        assertThatThrownBy(() -> mechanisms.with("DIGEST-MD5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected one of the mechanisms [PLAIN, LOGIN, SCRAM-SHA-256, ")
                .hasMessageEndingWith(", CRAM-MD5]");
    }
}
