package io.pymap.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.pymap.fixture.AwaitTimeoutError;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.Scope;
import jakarta.mail.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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

    @Test
    void attachesTheTranscriptWhereSomethingAroundTheTestFails() {
        assertThat(TestRun.of(output.resolve("1"), FailsBefore.class).attached())
                .containsKey(FILE);
        assertThat(TestRun.of(output.resolve("2"), FailsAfter.class).attached()).containsKey(FILE);
        assertThat(TestRun.of(output.resolve("3"), FailsBeforeAll.class).attached())
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
