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

    @ImapServer
    static class NotStrict {
        @Test
        void test(RawImapClient client) {
            client.send("NOP");
        }
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
    void isOffUnlessAskedFor() {
        assertThat(TestRun.of(output, NotStrict.class).succeeded()).hasSize(1);
    }
}
