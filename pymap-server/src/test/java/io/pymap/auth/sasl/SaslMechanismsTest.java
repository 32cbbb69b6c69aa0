package io.pymap.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SaslMechanismsTest {

    @Test
    void offersWhatWorksWithEveryStoredPassword() {
        assertThat(SaslMechanisms.standard().names()).containsExactly("PLAIN", "LOGIN");
    }

    @Test
    void offersCramMd5OnRequest() {
        SaslMechanisms mechanisms = SaslMechanisms.standard().with("cram-md5");

        assertThat(mechanisms.names()).containsExactly("PLAIN", "LOGIN", "CRAM-MD5");
        assertThat(mechanisms.without("login").names()).containsExactly("PLAIN", "CRAM-MD5");
        assertThat(mechanisms.with("PLAIN").names()).containsExactly("LOGIN", "CRAM-MD5", "PLAIN");
    }

    @Test
    void offersNoClearTextPasswordsWithoutTls() {
        assertThat(SaslMechanisms.standard().withoutTls().names()).isEmpty();
        assertThat(SaslMechanisms.standard().with("CRAM-MD5").withoutTls().names())
                .containsExactly("CRAM-MD5");
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
                .hasMessage("Expected one of the mechanisms [PLAIN, LOGIN, CRAM-MD5]");
    }
}
