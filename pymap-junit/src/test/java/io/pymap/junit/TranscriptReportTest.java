package io.pymap.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.pymap.assertj.ImapAssertions;
import io.pymap.fault.Fault;
import io.pymap.fixture.AwaitTimeoutError;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.RawImapClient;
import io.pymap.fixture.Scope;
import io.pymap.transcript.Transcript;
import jakarta.mail.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

class TranscriptReportTest {

    private static final String FILE = "imap-transcript.txt";

    @TempDir
    Path output;

    @ImapServer
    static class Fails {
        @Test
        void fails(Store store) {
            fail("on purpose");
        }
    }

    @Test
    void attachesTheTranscriptOfAFailedTest() {
        TestRun run = TestRun.of(output, Fails.class);

        assertThat(run.failures()).hasSize(1);
        assertThat(run.attached().get(FILE))
                .startsWith("# IMAP transcript of Fails > fails(Store)")
                .contains("C: {redacted}", "LOGOUT", "S: * OK ");
    }

    @ImapServer
    static class FailsWithARuleThatNeverActs {
        @Test
        void fails(ImapServerHandle imap, RawImapClient client) {
            imap.faults().on("NOOP").bad("used");
            imap.faults().on("CHECK").bad("unused");
            client.send("NOOP");
            fail("on purpose");
        }
    }

    @Test
    void tellsWhichFaultsNeverActed() {
        TestRun run = TestRun.of(output, FailsWithARuleThatNeverActs.class);

        assertThat(run.attached().get(FILE))
                .contains("\n# fault rule #2 never acted: on CHECK bad 'unused'\n")
                .contains("\n# FAULT rule #1 (hit 1): on NOOP bad 'used'\nS: r2 BAD used\n")
                .doesNotContain("#1 never");
    }

    @ImapServer
    static class LeavesAServerThatSaysNothing {
        @Test
        void passes(ImapServerHandle imap, Store store) {
            imap.faults().on("LOGOUT").fail(Fault.STALL);
        }
    }

    /** The store would wait for an answer to LOGOUT for ever. */
    @Test
    @Timeout(20)
    void endsFaultsAheadOfItsOwnClients() {
        assertThat(TestRun.of(output, LeavesAServerThatSaysNothing.class).failures())
                .isEmpty();
    }

    @ImapServer
    static class FailsToAssert {
        @Test
        void fails(RawImapClient client, Transcript transcript) {
            client.send("SELECT INBOX");
            ImapAssertions.assertThat(transcript).sent("EXAMINE INBOX");
        }
    }

    @Test
    void tellsWhereTheTranscriptIsWhenAnAssertionFails() {
        TestRun run = TestRun.of(output, FailsToAssert.class);

        assertThat(run.failures().get(0)).hasMessageMatching("(?s).*\nTranscript: .*FailsToAssert.*" + FILE);
        assertThat(run.attached().get(FILE)).contains("SELECT INBOX");
    }

    @ImapServer(attachTranscript = Attach.NEVER)
    static class FailsToAssertQuietly {
        @Test
        void fails(Transcript transcript) {
            ImapAssertions.assertThat(transcript).sent("EXAMINE INBOX");
        }
    }

    @Test
    void writesNoTranscriptThatIsNotWanted() {
        TestRun run = TestRun.of(output, FailsToAssertQuietly.class);

        assertThat(run.failures().get(0)).hasMessageEndingWith("No command was sent.");
        assertThat(run.attached()).isEmpty();
    }

    @ImapServer(name = "source")
    @ImapServer(name = "target")
    static class FailsWithTwo {
        @Test
        void fails(@On("source") Store source, @On("target") RawImapClient target) {
            fail("on purpose");
        }
    }

    @Test
    void attachesTheTranscriptOfEachServer() {
        TestRun run = TestRun.of(output, FailsWithTwo.class);

        assertThat(run.attached()).containsOnlyKeys("imap-transcript-source.txt", "imap-transcript-target.txt");
        assertThat(run.attached().get("imap-transcript-target.txt")).contains(", server \"target\"\n");
    }

    @ImapServer
    static class FailsAfterMuch {
        @Test
        void fails(RawImapClient client) {
            client.send("SELECT INBOX");
            for (int i = 0; i < 20; i++) {
                client.send("NOOP");
            }
            client.send("IDLE");
            fail("on purpose");
        }
    }

    @Test
    void printsTheLastLinesAndWhereTheOthersAre() {
        TestRun run = TestRun.of(output, FailsAfterMuch.class);

        assertThat(run.printed())
                .contains("# IMAP transcript of FailsAfterMuch > fails(RawImapClient)\n")
                .contains("connection 1: user user-", ", has selected INBOX, waits for the client in IDLE\n")
                .contains("# the last 30 of ")
                .doesNotContain("SELECT")
                // The client hangs up after the test, which the server may have noticed by now.
                .containsPattern("\nS: \\+ Idling.\n(# closed .*\n)?# attached: .*FailsAfterMuch.*/" + FILE + "\n");
        assertThat(run.printed().lines().filter(line -> line.matches("([CS]:|# closed) .*")))
                .hasSize(30);
        assertThat(run.attached().get(FILE)).contains("SELECT INBOX");
    }

    @ImapServer
    static class FailsBefore {
        @BeforeEach
        void fails(Store store) {
            fail("on purpose");
        }

        @Test
        void passes() {}
    }

    @ImapServer
    static class FailsAfter {
        @Test
        void passes(Store store) {}

        @AfterEach
        void fails() {
            fail("on purpose");
        }
    }

    @ImapServer(scope = Scope.CLASS)
    static class FailsBeforeAll {
        @BeforeAll
        static void fails(Store store) {
            fail("on purpose");
        }

        @Test
        void passes() {}
    }

    @ImapServer(scope = Scope.CLASS)
    static class FailsAfterAll {
        @Test
        void passes(Store store) {}

        @AfterAll
        static void fails() {
            fail("on purpose");
        }
    }

    @Test
    void attachesTheTranscriptWhereSomethingAroundTheTestFails() {
        assertThat(TestRun.of(output.resolve("1"), FailsBefore.class).attached())
                .containsKey(FILE);
        assertThat(TestRun.of(output.resolve("2"), FailsAfter.class).attached()).containsKey(FILE);
        assertThat(TestRun.of(output.resolve("3"), FailsBeforeAll.class)
                        .attached()
                        .get(FILE))
                .startsWith("# IMAP transcript of FailsBeforeAll\n# open sessions at the end:\n");
        assertThat(TestRun.of(output.resolve("4"), FailsAfterAll.class).attached())
                .containsKey(FILE);
    }

    @ImapServer
    static class Passes {
        @Test
        void passes(Store store) {}
    }

    @ImapServer(attachTranscript = Attach.NEVER)
    static class FailsInSilence {
        @Test
        void fails(Store store) {
            fail("on purpose");
        }
    }

    @ImapServer(attachTranscript = Attach.ALWAYS)
    static class PassesAloud {
        @Test
        void passes(Store store) {}
    }

    @Test
    void attachesWhenItIsAskedTo() {
        assertThat(TestRun.of(output.resolve("1"), Passes.class).attached()).isEmpty();
        assertThat(TestRun.of(output.resolve("2"), FailsInSilence.class).attached())
                .isEmpty();
        assertThat(TestRun.of(output.resolve("3"), PassesAloud.class).attached())
                .containsKey(FILE);
    }

    @ImapServer
    static class Hangs {
        @Test
        @Timeout(value = 200, unit = TimeUnit.MILLISECONDS)
        void hangs(ImapServerHandle imap, Store store) {
            imap.await().idling("INBOX");
        }
    }

    @ImapServer
    static class HangsElsewhere {
        @Test
        @Timeout(value = 200, unit = TimeUnit.MILLISECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
        void hangs(ImapServerHandle imap, Store store) {
            imap.await().idling("INBOX");
        }
    }

    @Test
    void attachesTheTranscriptBeforeATestIsInterrupted() {
        TestRun run = TestRun.of(output.resolve("1"), Hangs.class);

        assertThat(run.failures()).hasSize(1);
        assertThat(run.attached()).containsOnlyKeys("imap-transcript-at-timeout.txt", FILE);
        assertThat(run.attached().get("imap-transcript-at-timeout.txt"))
                .containsPattern("# timed out; open sessions:\n  connection 1: user user-[0-9a-f]{8}\n");
        assertThat(run.printed()).containsOnlyOnce("S: * OK [CAPABILITY").contains("/imap-transcript.txt\n");
        assertThat(TestRun.of(output.resolve("2"), HangsElsewhere.class).attached())
                .containsKey(FILE);
    }

    @ImapServer(attachTranscript = Attach.NEVER)
    static class WaitsInVain {
        @Test
        void waits(ImapServerHandle imap, Store store) {
            imap.await(Duration.ofMillis(50)).command("SELECT Nowhere");
        }
    }

    @Test
    void saysWhatEverybodyDidWhenWaitingTakesTooLong() {
        TestRun run = TestRun.of(output, WaitsInVain.class);

        assertThat(run.failures()).singleElement().isInstanceOf(AwaitTimeoutError.class);
        assertThat(run.messages())
                .contains(
                        "Waited 50 ms for the command SELECT Nowhere to be answered",
                        "connection 1: user ",
                        "S: * OK ");
    }
}
