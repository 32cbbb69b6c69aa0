package io.pymap.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.RawImapClient;
import io.pymap.fixture.Scope;
import io.pymap.profile.ServerProfile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are like others: by {@link ImapServer#profile}, and several for one test. */
class EachProfileTest {

    @ImapServer(
            profile = ServerProfile.GMAIL,
            without = "MOVE",
            quirks = "id-empty-list-bad",
            withoutQuirks = "highestmodseq-without-text")
    static class OneProfile {

        @Test
        void isWhatTheServerIsLike(RawImapClient client, ImapServerHandle imap) {
            assertThat(client.greeting()).isEqualTo("* OK Gimap ready for requests from 192.0.2.1");
            assertThat(imap.account().mailboxes()).contains("[Gmail]/All Mail", "[Gmail]/Trash");
            assertThat(client.send("CAPABILITY").untagged().get(0))
                    .contains(" X-GM-EXT-1 ", " XLIST ")
                    .doesNotContain(" MOVE ");
            assertThat(client.send("ID ()").status()).isEqualTo("BAD");
            assertThat(client.send("SELECT INBOX").untagged()).anyMatch(line -> line.matches(".*HIGHESTMODSEQ 1] .+"));
        }
    }

    @ImapServer
    static class Matrix {

        @EachProfile(
                value = {ServerProfile.RFC3501_BARE, ServerProfile.GMAIL, ServerProfile.FULL},
                onlyCapability = "IDLE")
        void tells(ServerProfile profile, RawImapClient client) {
            String told = client.send("CAPABILITY").untagged().get(0);

            assertThat(told.contains(" CONDSTORE")).isEqualTo(profile.has("CONDSTORE"));
            assertThat(told.contains(" IDLE")).isEqualTo(profile.has("IDLE"));
            assertThat(told.contains(" QRESYNC")).isEqualTo(profile.has("QRESYNC"));
        }

        @Test
        void isLikeThisServerElse(RawImapClient client) {
            assertThat(client.send("CAPABILITY").untagged().get(0)).contains(" QRESYNC ");
        }
    }

    @Test
    void isLikeTheProfileWithWhatIsSetOnTopOfIt(@TempDir Path output) {
        TestRun run = TestRun.of(output, OneProfile.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.succeeded()).hasSize(1);
    }

    @Test
    void changesOfCapabilitiesEndWithTheTest(@TempDir Path output) {
        TestRun run = TestRun.of(output, Changing.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.succeeded()).hasSize(2);
    }

    @Test
    void runsOnceWithEach(@TempDir Path output) {
        TestRun run = TestRun.of(output, Matrix.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.succeeded())
                .containsExactlyInAnyOrder(
                        "[1] rfc3501-bare",
                        "[2] gmail",
                        "[3] full",
                        "[4] rfc3501-bare with IDLE",
                        "isLikeThisServerElse(RawImapClient)");
    }

    @ImapServer(scope = Scope.CLASS)
    static class SharedServer {
        @EachProfile(ServerProfile.GMAIL)
        void test() {}
    }

    @ImapServer
    static class UnknownProfile {
        @EachProfile("gmial")
        void test() {}
    }

    @ImapServer
    static class NoProfile {
        @EachProfile
        void test() {}
    }

    @ImapServer(profile = "gmial")
    static class UnknownProfileOfServer {
        @Test
        void test() {}
    }

    @ImapServer(quirks = "nosuch")
    static class UnknownQuirk {
        @Test
        void test() {}
    }

    @Test
    void saysWhatIsWrong(@TempDir Path output) {
        assertThat(TestRun.of(output, SharedServer.class).messages())
                .contains("is shared with other tests. Leave out scope = Scope.CLASS");
        assertThat(TestRun.of(output, UnknownProfile.class).messages())
                .contains("No profile gmial; there are full, rfc3501-bare");
        assertThat(TestRun.of(output, NoProfile.class).messages()).contains("names no profile; there are full");
        assertThat(TestRun.of(output, UnknownProfileOfServer.class).messages())
                .contains("No profile gmial; there are full");
        assertThat(TestRun.of(output, UnknownQuirk.class).messages()).contains("No quirk nosuch; there are");
    }

    /** Changes of capabilities that a test makes are its own. */
    @ImapServer(scope = Scope.CLASS)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Changing {

        @BeforeAll
        static void take(ImapServerHandle imap) {
            imap.capabilities().without("MOVE");
        }

        @Test
        @Order(1)
        void areTakenFromAConnectedClient(ImapServerHandle imap, RawImapClient client) {
            assertThat(client.send("CAPABILITY").untagged().get(0))
                    .contains(" IDLE")
                    .doesNotContain(" MOVE");

            imap.capabilities().user(imap.account().login()).hidden("IDLE");

            assertThat(client.send("CAPABILITY").untagged().get(0)).doesNotContain(" IDLE");
        }

        @Test
        @Order(2)
        void areWhatTheClassHasLeft(RawImapClient client) {
            assertThat(client.send("CAPABILITY").untagged().get(0))
                    .contains(" IDLE")
                    .doesNotContain(" MOVE");
        }
    }
}
