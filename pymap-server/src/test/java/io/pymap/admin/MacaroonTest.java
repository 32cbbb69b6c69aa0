package io.pymap.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.nitram509.jmacaroons.MacaroonsSerializer;
import com.github.nitram509.jmacaroons.MacaroonsVerifier;
import io.pymap.auth.MemoryUsers;
import io.pymap.mailbox.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacaroonTest {

    private static final byte[] KEY = "testadmintoken".getBytes(UTF_8);

    /** The one that pymap's own tests use. */
    private static final String VECTOR =
            "MDAwZWxvY2F0aW9uIAowMDEwaWRlbnRpZmllciAKMDAxNWNpZCByb2xlID0gYWRtaW4KMDAyZnNpZ25hdHVyZSDND4T"
                    + "S4f6mH9ty0DHCwqB0IIuk_IqIUFgse0OVeHT7cAo";

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MemoryUsers users = new MemoryUsers().with("ann", "secret").with("root", "secret", User.ADMIN);
    private final AdminTokens tokens = new AdminTokens(KEY, users, InstantSource.fixed(NOW));

    @Test
    void isWrittenAsPymapWritesIt() {
        assertThat(Macaroon.create(KEY, "", List.of("role = admin")).serialize())
                .isEqualTo(VECTOR);
        assertThat(tokens.admin(Optional.empty())).isEqualTo(VECTOR);
    }

    @Test
    void isReadAsPymapWritesIt() {
        Macaroon read = Macaroon.parse(VECTOR).orElseThrow();

        assertThat(read.caveats()).containsExactly("role = admin");
        assertThat(read.isSignedWith(KEY)).isTrue();
        assertThat(read.isSignedWith("other".getBytes(UTF_8))).isFalse();
        assertThat(tokens.verify(VECTOR)).contains(new Caller(Optional.empty(), true, Optional.empty()));
    }

    @Test
    void isGoodForAnotherLibraryAndTheOtherWayRound() {
        String ours = tokens.admin(Optional.of(NOW.plusSeconds(60)));
        MacaroonsVerifier verifier = new MacaroonsVerifier(
                        com.github.nitram509.jmacaroons.Macaroon.deserialize(ours, MacaroonsSerializer.V1))
                .satisfyExact("role = admin")
                .satisfyExact("time < 2026-01-01T00:01:00+00:00");
        assertThat(verifier.isValid("testadmintoken")).isTrue();
        assertThat(verifier.isValid("other")).isFalse();

        String theirs = com.github.nitram509.jmacaroons.Macaroon.builder("", KEY, "")
                .addCaveat("role = admin")
                .addCaveat("time < 2026-01-01T00:01:00")
                .build()
                .serialize(MacaroonsSerializer.V1);
        assertThat(tokens.verify(theirs)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!", "MDAwZWxvY2F0aW9uIAo", "MDAwNGxvY2F0aW9uIAo"})
    void refusesWhatIsNone(String text) {
        assertThat(Macaroon.parse(text)).isEmpty();
    }

    @Test
    void refusesWhateverIsBroken() {
        byte[] octets = Base64.getUrlDecoder().decode(VECTOR);
        for (int i = 0; i < octets.length; i++) {
            byte[] changed = octets.clone();
            changed[i] ^= 1;
            assertThat(tokens.verify(Base64.getUrlEncoder().encodeToString(changed)))
                    .as("octet " + i)
                    .isEmpty();
            byte[] shorter = Arrays.copyOf(octets, i);
            assertThat(tokens.verify(Base64.getUrlEncoder().encodeToString(shorter)))
                    .isEmpty();
        }
        assertThat(Macaroon.parse("A".repeat(1_000_000))).isEmpty();
    }

    @Test
    void endsWithItsTime() {
        assertThat(tokens.verify(tokens.admin(Optional.of(NOW.plusSeconds(1))))).isPresent();
        assertThat(tokens.verify(tokens.admin(Optional.of(NOW)))).isEmpty();
        assertThat(tokens.verify(tokens.of(user("ann"), Optional.of(NOW.minusSeconds(1)))))
                .isEmpty();
    }

    @Test
    void endsWithThePasswordAndWithTheUser() {
        String token = tokens.of(user("ann"), Optional.empty());
        assertThat(tokens.verify(token)).contains(new Caller(Optional.of(user("ann")), false, Optional.empty()));

        users.with("ann", "changed");
        assertThat(tokens.verify(token)).isEmpty();
        users.remove("ann");
        assertThat(tokens.verify(token)).isEmpty();
    }

    @Test
    void letsWhoeverHasItConfineItAndNoMore() {
        assertThat(tokens.verify(with(tokens.admin(Optional.empty()), "authzid = ann"))
                        .orElseThrow()
                        .onlyAs())
                .contains("ann");
        assertThat(tokens.verify(with(tokens.admin(Optional.empty()), "authzid = ann", "authzid = root")))
                .isEmpty();
        String ofAnn = tokens.of(user("ann"), Optional.empty());
        assertThat(tokens.verify(with(ofAnn, "role = admin"))).isEmpty();
        assertThat(tokens.verify(with(ofAnn, "authcid = root"))).isEmpty();
        assertThat(tokens.verify(with(ofAnn, "ip = 127.0.0.1"))).isEmpty();
        assertThat(tokens.verify(with(ofAnn, "time < tomorrow"))).isEmpty();
        assertThat(tokens.verify(Macaroon.create(KEY, "", List.of()).serialize()))
                .isEmpty();
        assertThat(tokens.verify(
                        Macaroon.create(KEY, "ann", List.of("authcid = ann")).serialize()))
                .isEmpty();
    }

    private User user(String name) {
        return users.find(name).orElseThrow();
    }

    /** As a holder does it, who does not know the key. */
    private static String with(String token, String... caveats) {
        Macaroon macaroon = Macaroon.parse(token).orElseThrow();
        for (String caveat : caveats) {
            List<String> all = new ArrayList<>(macaroon.caveats());
            all.add(caveat);
            macaroon = new Macaroon(
                    macaroon.identifier(), all, Macaroon.hmac(macaroon.signature(), caveat.getBytes(UTF_8)));
        }
        return macaroon.serialize();
    }
}
