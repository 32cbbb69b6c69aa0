package io.pymap.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.pymap.admin.grpc.AppendRequest;
import io.pymap.admin.grpc.AppendResponse;
import io.pymap.memory.MemoryBudget;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

/** Messages under way take their memory from a budget, and give it back however they end. */
class DeliveryMemoryTest extends AdminFixture {

    private static final int MOST = 3 << 20;
    private static final ByteString MEBIBYTE = ByteString.copyFromUtf8("0123456789abcd\r\n".repeat(1 << 16));

    private final MemoryBudget memory = new MemoryBudget(MOST);

    @Override
    AdminServer.Builder settings() {
        return super.settings().memory(memory);
    }

    /** A message that goes to the server in pieces. */
    private static final class Sending {

        private final AwaitedResponse answer = new AwaitedResponse();
        private final StreamObserver<AppendRequest> out;

        Sending(AdminClient client) {
            out = client.mailboxStreams().appendStream(answer);
            out.onNext(AppendRequest.newBuilder().setUser("ann").build());
        }

        Sending send(int mebibytes) {
            for (int i = 0; i < mebibytes; i++) {
                out.onNext(AppendRequest.newBuilder().setData(MEBIBYTE).build());
            }
            return this;
        }

        AppendResponse end() throws Exception {
            out.onCompleted();
            return answer.get();
        }

        void cancel() {
            ((ClientCallStreamObserver<AppendRequest>) out).cancel("as the test wants it", null);
        }
    }

    private void awaitTaken(LongPredicate expected) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!expected.test(memory.taken())) {
            assertThat(System.nanoTime()).as("taken: " + memory.taken()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void assertExhausted(Throwable failure) {
        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void refusesWhatThereIsNoMemoryFor() {
        try (AdminClient admin = admin()) {
            Sending tooLarge = new Sending(admin).send(4);
            assertThatThrownBy(tooLarge::end).isInstanceOfSatisfying(ExecutionException.class, e -> assertExhausted(e));
            assertThatThrownBy(() -> admin.mailboxes()
                            .append(letter(MEBIBYTE.toStringUtf8().repeat(4)).build()))
                    .isInstanceOfSatisfying(StatusRuntimeException.class, DeliveryMemoryTest::assertExhausted);
        }
        assertThat(messages("ann")).isEmpty();
        awaitTaken(octets -> octets == 0);
    }

    @Test
    void givesBackWhatWasTakenForADeliveredMessage() throws Exception {
        try (AdminClient admin = admin()) {
            for (int i = 0; i < 5; i++) {
                assertDone(new Sending(admin).send(1).end().getResult());
                awaitTaken(octets -> octets == 0);
            }
            assertDone(admin.mailboxes()
                    .append(letter(MEBIBYTE.toStringUtf8()).build())
                    .getResult());
            awaitTaken(octets -> octets == 0);
        }
        assertThat(messages("ann")).hasSize(6);
    }

    @Test
    void sharesItWithThoseWhoHaveNotEnded() throws Exception {
        try (AdminClient admin = admin()) {
            Sending slow = new Sending(admin).send(2);
            awaitTaken(octets -> octets >= 2 << 20);
            Sending refused = new Sending(admin).send(2);
            assertThatThrownBy(refused::end).isInstanceOfSatisfying(ExecutionException.class, e -> assertExhausted(e));

            slow.cancel();
            awaitTaken(octets -> octets == 0);
            assertDone(new Sending(admin).send(2).end().getResult());
        }
        assertThat(messages("ann")).hasSize(1);
    }

    @Test
    void givesBackWhatWasTakenForACallThatTookTooLong() throws IOException {
        server.close();
        server = settings().deadline(Duration.ofMillis(200)).start();
        try (AdminClient admin = admin()) {
            Sending stalled = new Sending(admin).send(1);
            assertThatThrownBy(() -> stalled.answer.get())
                    .isInstanceOfSatisfying(
                            ExecutionException.class,
                            e -> assertThat(Status.fromThrowable(e.getCause()).getCode())
                                    .isEqualTo(Status.Code.DEADLINE_EXCEEDED));
            awaitTaken(octets -> octets == 0);
        }
    }

    @Test
    void givesBackWhatWasTakenForARefusedMessage() {
        try (AdminClient admin = admin()) {
            assertThat(admin.mailboxes()
                            .append(letter("x").setUser("nobody").build())
                            .getResult()
                            .getKey())
                    .isEqualTo("UserNotFound");
        }
        awaitTaken(octets -> octets == 0);
    }
}
