package io.pymap.junit;

import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.RawImapClient;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand servers in a run, one for each test: nothing of them is left. Prints what a test takes. */
@Tag("long")
class ManyServersTest {

    private static final int TESTS = 1000;

    @TempDir
    Path output;

    @ImapServer
    static class Empty {
        @RepeatedTest(TESTS)
        void test(ImapServerHandle imap) {}
    }

    @ImapServer
    static class WithAClient {

        private static final Set<ImapServerHandle> LAST = ConcurrentHashMap.newKeySet();

        @RepeatedTest(TESTS)
        void test(ImapServerHandle imap, RawImapClient client) {
            imap.inbox().append(message().subject("hello"));
            assertThat(client.send("SELECT INBOX").untagged()).contains("* 1 EXISTS");
            LAST.clear();
            LAST.add(imap);
        }
    }

    private void runs(String title, Function<Path, TestRun> tests) {
        assertThat(tests.apply(output.resolve("warm-up")).messages()).isEmpty();
        long files = openFiles();
        long memory = usedMemory();
        long start = System.nanoTime();

        TestRun run = tests.apply(output.resolve("run"));

        Duration each = Duration.ofNanos((System.nanoTime() - start) / TESTS);
        long grown = usedMemory() - memory;
        System.out.printf(
                "%s: %d us a test; %d KB more in use at the end%n", title, each.toNanos() / 1000, grown / 1024);
        assertThat(run.messages()).isEmpty();
        assertThat(run.succeeded()).hasSize(TESTS);
        assertThat(threadsLeft()).isEmpty();
        assertThat(openFiles()).as("open files and sockets").isLessThanOrEqualTo(files + 10);
        assertThat(grown).as("octets for %d servers", TESTS).isLessThan(TESTS * 8L * 1024);
    }

    /** Those of servers that do not end by themselves. */
    private static List<Thread> threadsLeft() {
        List<Thread> ours = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pymap"))
                .toList();
        for (Thread thread : ours) {
            try {
                thread.join(Duration.ofSeconds(5).toMillis());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return ours.stream().filter(Thread::isAlive).toList();
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static long usedMemory() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void leaveNothingBehindOneAfterTheOther() {
        runs("start and stop, 1 thread", path -> TestRun.of(path, Empty.class));
        runs("with a client, 1 thread", path -> TestRun.of(path, WithAClient.class));
    }

    @Test
    void leaveNothingBehindInParallel() {
        runs("start and stop, 4 threads", path -> TestRun.parallel(path, Empty.class));
        runs("with a client, 4 threads", path -> TestRun.parallel(path, WithAClient.class));
        assertThat(WithAClient.LAST)
                .allSatisfy(imap -> assertThat(imap.sessions()).isEmpty());
    }
}
