package io.pymap.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.transcript.TranscriptRecorder;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How long the control API waits for its clients, in a time that the test lets pass. */
class PatienceTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();

    PatienceTest() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void pass(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private String said() {
        StringBuilder text = new StringBuilder();
        for (Object next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            ByteBuf octets = next instanceof HttpContent content ? content.content() : (ByteBuf) next;
            text.append(octets.toString(US_ASCII));
            octets.release();
        }
        return text.toString();
    }

    @Nested
    class WithRequests {

        private final EmbeddedImapServer imap =
                EmbeddedImapServer.builder().account("bob", "secret").start();
        private final ExecutorService worker = Executors.newSingleThreadExecutor();

        WithRequests() {
            ControlledServer server = new ControlledServer(imap.fixture(), "1", "dict", "full");
            Admission admission = new Admission(Optional.empty(), true);
            channel.pipeline()
                    .addLast(new ControlChannel(
                            new Routes(server),
                            admission,
                            worker,
                            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE)));
        }

        @AfterEach
        void end() {
            worker.shutdownNow();
            imap.close();
        }

        private void receive(String text) {
            channel.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
        }

        private void untilTheWorkerIsDone() throws Exception {
            worker.submit(() -> {}).get(20, TimeUnit.SECONDS);
            channel.runPendingTasks();
        }

        @Test
        void endWhereOneTakesLongerThanHalfAMinute() {
            receive("GET /health HTTP/1.1\r\n");
            pass(29);
            receive("Host: local");
            assertThat(channel.isOpen()).isTrue();

            pass(1);

            assertThat(channel.isOpen()).isFalse();
        }

        @Test
        void endWhereTheNextOneTakesLongerThanHalfAMinute() throws Exception {
            pass(20);
            receive("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            untilTheWorkerIsDone();
            assertThat(said()).startsWith("HTTP/1.1 200 ");

            pass(29);
            assertThat(channel.isOpen()).isTrue();
            pass(1);

            assertThat(channel.isOpen()).isFalse();
        }

        @Test
        void goOnWhileTheServerIsAtWork() throws Exception {
            CountDownLatch work = new CountDownLatch(1);
            worker.submit(() -> work.await(20, TimeUnit.SECONDS));
            receive("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");

            pass(600);

            work.countDown();
            untilTheWorkerIsDone();
            assertThat(channel.isOpen()).isTrue();
            assertThat(said()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Nested
    class WithReadersOfEvents {

        private final TranscriptRecorder recorder = new TranscriptRecorder();

        WithReadersOfEvents() {
            channel.pipeline().addLast(new EventStream(new EventSource(recorder, 0)));
            channel.runPendingTasks();
        }

        private void reads(boolean reads) {
            channel.unsafe().outboundBuffer().setUserDefinedWritability(1, reads);
            channel.runPendingTasks();
        }

        private void happens(String remark) {
            recorder.noted("1", remark, Instant.EPOCH);
            channel.runPendingTasks();
        }

        @Test
        void tellsThemThatItIsThere() {
            pass(15);

            assertThat(said()).isEqualTo(":\n\n");
        }

        @Test
        void keepsWhatHappensForThoseWhoAreSlow() {
            reads(false);
            happens("one");
            pass(15);
            happens("two");
            assertThat(said()).isEmpty();

            reads(true);

            assertThat(said()).containsSubsequence("one", "two");
            reads(false);
            pass(15);
            assertThat(channel.isOpen()).isTrue(); // the first beat that it misses now
        }

        @Test
        void leavesThoseWhoReadNothingForTwoBeats() {
            reads(false);
            pass(15);
            assertThat(channel.isOpen()).isTrue();

            pass(15);

            assertThat(channel.isOpen()).isFalse();
            happens("nobody is told");
            assertThat(said()).isEmpty();
        }
    }
}
