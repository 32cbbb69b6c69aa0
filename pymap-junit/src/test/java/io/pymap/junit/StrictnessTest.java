package io.pymap.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.RawImapClient;
import io.pymap.fixture.Strictness;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrictnessTest {

    @TempDir
    Path output;

    @ImapServer(strictness = Strictness.FAIL_ON_BAD)
    static class Strict {
        @Test
        void test(RawImapClient client) {
            client.send("NOOP");
            client.send("NOP");
        }
    }

    @ImapServer(attachTranscript = Attach.ALWAYS)
    static class NotStrict {
        @Test
        void test(RawImapClient client) {
            client.send("NOP");
            client.send("CHECK");
        }
    }

    @ImapServer(strictness = Strictness.FAIL_ON_BAD)
    static class Understood {
        @Test
        void test(RawImapClient client) {
            breakARuleUnpunished(client);
        }
    }

    @ImapServer(strictness = Strictness.FAIL_ON_VIOLATION)
    static class BreaksRules {
        @Test
        void test(RawImapClient client) {
            client.send("NOP");
            breakARuleUnpunished(client);
        }
    }

    @ImapServer(strictness = Strictness.FAIL_ON_VIOLATION)
    @Mailbox(generate = 1)
    static class KeepsToRules {
        @Test
        void test(RawImapClient client) {
            client.send("SELECT INBOX");
            client.send("FETCH 1 BODY[]"); // a note
        }
    }

    /** The server answers both with OK. */
    private static void breakARuleUnpunished(RawImapClient client) {
        client.sendRaw("x NOOP\r\nx NOOP\r\n");
        assertThat(client.readLine()).startsWith("x OK");
        assertThat(client.readLine()).startsWith("x OK");
    }

    @Test
    void failsATestWhoseClientIsNotUnderstood() {
        TestRun run = TestRun.of(output, Strict.class);

        assertThat(run.messages())
                .contains("strictness = FAIL_ON_BAD):\n  connection 1: NOP")
                .doesNotContain("NOOP");
        assertThat(run.attached()).containsKey("imap-transcript.txt");
    }

    @ImapServer(strictness = Strictness.FAIL_ON_BAD)
    static class AsksForBad {
        @Test
        void test(ImapServerHandle imap, RawImapClient client) {
            imap.faults().on("NOOP").bad("on purpose");
            client.send("NOOP");
        }
    }

    @Test
    void passesATestThatWantsBad() {
        assertThat(TestRun.of(output, AsksForBad.class).succeeded()).hasSize(1);
    }

    @Test
    void onlyReportsUnlessAskedForMore() {
        TestRun run = TestRun.of(output, NotStrict.class);

        assertThat(run.succeeded()).hasSize(1);
        assertThat(run.attached().get("imap-transcript.txt"))
                .contains(" CHECK\n# CLIENT: CHECK comes while no mailbox is selected (RFC 9051 6.4)\n");
    }

    @Test
    void failsForRulesOnlyWhereAskedTo() {
        assertThat(TestRun.of(output, Understood.class).succeeded()).hasSize(1);

        assertThat(TestRun.of(output, BreaksRules.class).messages())
                .contains("did not understand its client (strictness = FAIL_ON_VIOLATION):\n  connection 1: NOP\n")
                .contains("""
                        has a client that breaks rules (strictness = FAIL_ON_VIOLATION):
                          connection 1: x NOOP
                          # CLIENT: NOOP has the tag x of NOOP, which is in progress (RFC 9051 2.2.1)""");
    }

    @Test
    void takesNotesForWhatTheyAre() {
        assertThat(TestRun.of(output, KeepsToRules.class).succeeded()).hasSize(1);
    }
}
