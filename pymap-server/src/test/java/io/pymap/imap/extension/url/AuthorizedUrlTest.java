package io.pymap.imap.extension.url;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.auth.Identity;
import io.pymap.imap.extension.url.AuthorizedUrl.Proof;
import io.pymap.imap.extension.url.ImapUrl.Server;
import io.pymap.mailbox.AccessKey;
import io.pymap.mailbox.User;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of RFC 5092 11 for URLs that carry an authorization, and whom they let in. */
class AuthorizedUrlTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Identity ANN = new Identity(new User("ann", "pw"));
    private static final Identity SUBMISSION = new Identity(new User("mta", "pw", Set.of(User.SUBMISSION)));
    private static final Identity ANYBODY = Identity.anonymous(new User("guest", "pw", Set.of(User.SUBMISSION)));

    private static AuthorizedUrl url(String behind) {
        return AuthorizedUrl.parse("imap://joe@example.com/INBOX/;UID=20" + behind)
                .orElseThrow();
    }

    @Test
    void readsAllThatMayStandInOne() {
        String rump = "imap://jo%40hn;AUTH=*@example.com:143/a%20b;UIDVALIDITY=5/;UID=20/;SECTION=1.2/;PARTIAL=0.10"
                + ";EXPIRE=2026-01-01T13:00:00.25+01:00;URLAUTH=submit+fr%65d";
        AuthorizedUrl url = AuthorizedUrl.parse(rump + ":INTERNAL:91354a473744909de610943775f92038")
                .orElseThrow();

        assertThat(url.text()).isEqualTo(rump);
        assertThat(url.server()).isEqualTo(new Server("jo@hn", "example.com"));
        assertThat(url.url().uid()).isEqualTo(20);
        assertThat(url.url().section().path().numbers()).containsExactly(1, 2);
        assertThat(url.expires()).hasValue(Instant.parse("2026-01-01T12:00:00.25Z"));
        assertThat(url.access()).isEqualTo(Access.SUBMIT);
        assertThat(url.user()).isEqualTo("fred");
        assertThat(url.proof()).hasValue(new Proof("INTERNAL", "91354a473744909de610943775f92038"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";URLAUTH=",
                ";URLAUTH=user+",
                ";URLAUTH=user+%4",
                ";URLAUTH=ann",
                ";URLAUTH=anonymous+ann",
                ";URLAUTH=anonymous;URLAUTH=anonymous",
                ";URLAUTH=anonymous/;SECTION=1",
                ";URLAUTH=anonymous:INTERNAL",
                ";URLAUTH=anonymous:INTERNAL:",
                ";URLAUTH=anonymous:INTERNAL:91354a473744909de610943775f9203",
                ";URLAUTH=anonymous:INTERNAL:91354a473744909de610943775f9203g",
                ";EXPIRE=2026-02-30T12:00:00Z;URLAUTH=anonymous",
                ";EXPIRE=2026-01-01T12:00Z;URLAUTH=anonymous",
                ";EXPIRE=;URLAUTH=anonymous",
                ";EXPIRE=2026-01-01T12:00:00Z;EXPIRE=2026-01-01T12:00:00Z;URLAUTH=anonymous",
                ";;;;;;;;URLAUTH=anonymous"
            })
    void refusesWhatIsNone(String behind) {
        assertThat(AuthorizedUrl.parse("imap://joe@example.com/INBOX/;UID=20" + behind))
                .isEmpty();
    }

    @Test
    void readsAnythingInLittleTime() {
        String text = "imap://joe@example.com/INBOX/;UID=20" + ";a".repeat(4_000) + ";URLAUTH=anonymous:";

        assertThat(AuthorizedUrl.parse(text)).isEmpty();
        assertThat(AuthorizedUrl.parse("imap://joe@example.com/" + "a".repeat(ImapUrl.MAX_LENGTH)))
                .isEmpty();
    }

    @Test
    void namesAUser() {
        assertThat(AuthorizedUrl.parse("imap://example.com/INBOX/;UID=20;URLAUTH=anonymous"))
                .isEmpty();
        assertThat(AuthorizedUrl.parse("//joe@example.com/INBOX/;UID=20;URLAUTH=anonymous"))
                .isEmpty();
    }

    @Test
    void letsInWhomItNames() {
        assertThat(url(";URLAUTH=user+ann").allows(ANN, NOW)).isTrue();
        assertThat(url(";URLAUTH=user+joe").allows(ANN, NOW)).isFalse();
        assertThat(url(";URLAUTH=authuser").allows(ANN, NOW)).isTrue();
        assertThat(url(";URLAUTH=anonymous").allows(ANN, NOW)).isTrue();
        assertThat(url(";URLAUTH=submit+ann").allows(ANN, NOW)).isFalse();
        assertThat(url(";URLAUTH=submit+ann").allows(SUBMISSION, NOW)).isTrue();
    }

    @Test
    void letsAnybodyInOnlyWhereItSaysSo() {
        assertThat(url(";URLAUTH=user+guest").allows(ANYBODY, NOW)).isFalse();
        assertThat(url(";URLAUTH=authuser").allows(ANYBODY, NOW)).isFalse();
        assertThat(url(";URLAUTH=submit+guest").allows(ANYBODY, NOW)).isFalse();
        assertThat(url(";URLAUTH=anonymous").allows(ANYBODY, NOW)).isTrue();
    }

    @Test
    void endsAtItsTime() {
        AuthorizedUrl url = url(";EXPIRE=2026-01-01T12:00:00Z;URLAUTH=anonymous");

        assertThat(url.allows(ANN, NOW.minusNanos(1))).isTrue();
        assertThat(url.allows(ANN, NOW)).isFalse();
    }

    @Test
    void isVouchedForWithOneKeyInOneForm() {
        String rump = url(";URLAUTH=anonymous").text();
        AccessKey key = AccessKey.random();
        String proof = InternalProof.of(rump, key);

        assertThat(proof).matches("01[0-9a-f]{64}");
        assertThat(InternalProof.isOf(proof.toUpperCase(Locale.ROOT), rump, key))
                .isTrue();
        assertThat(InternalProof.isOf(proof, rump, AccessKey.random())).isFalse();
        assertThat(InternalProof.isOf(proof, rump.toLowerCase(Locale.ROOT), key))
                .isFalse();
        assertThat(InternalProof.isOf(proof.substring(2), rump, key)).isFalse();
        assertThat(InternalProof.isOf(proof + "00", rump, key)).isFalse();
    }
}
