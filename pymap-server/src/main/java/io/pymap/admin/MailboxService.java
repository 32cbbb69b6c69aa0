package io.pymap.admin;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.pymap.admin.grpc.AppendRequest;
import io.pymap.admin.grpc.AppendResponse;
import io.pymap.admin.grpc.MailboxGrpc;
import org.jspecify.annotations.Nullable;

/** Messages into mailboxes. */
final class MailboxService extends MailboxGrpc.MailboxImplBase {

    private final Delivery delivery;

    MailboxService(Delivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public void append(AppendRequest request, StreamObserver<AppendResponse> to) {
        try (Letter letter = delivery.letter()) {
            if (letter.write(request.getData())) {
                answer(letter, request, to);
            } else {
                to.onError(noMemory());
            }
        }
    }

    private void answer(Letter letter, AppendRequest request, StreamObserver<AppendResponse> to) {
        Answers.send(
                to,
                "Append",
                result -> AppendResponse.newBuilder()
                        .setResult(result)
                        .setMailbox(Delivery.mailboxOf(request))
                        .build(),
                () -> delivery.deliver(letter, request));
    }

    private static StatusRuntimeException noMemory() {
        return Status.RESOURCE_EXHAUSTED
                .withDescription("Too many large messages are under way; try again later")
                .asRuntimeException();
    }

    @Override
    public StreamObserver<AppendRequest> appendStream(StreamObserver<AppendResponse> to) {
        Pieces pieces = new Pieces(to);
        ServerCallStreamObserver<AppendResponse> call = (ServerCallStreamObserver<AppendResponse>) to;
        call.setOnCancelHandler(pieces::end); // the client has gone: nothing is delivered
        call.setOnCloseHandler(pieces::end); // after an answer, or when the call has taken too long
        return pieces;
    }

    /** A message that comes in pieces. gRPC calls one method at a time. */
    private final class Pieces implements StreamObserver<AppendRequest> {

        private final Letter letter = delivery.letter();
        private final StreamObserver<AppendResponse> to;
        private @Nullable AppendRequest first; // without its data; null until it comes
        private boolean over;

        Pieces(StreamObserver<AppendResponse> to) {
            this.to = to;
        }

        @Override
        public void onNext(AppendRequest request) {
            if (over) {
                return;
            }
            if (first == null) {
                first = request.toBuilder().clearData().build();
            }
            if (!letter.write(request.getData())) {
                end();
                to.onError(noMemory());
            }
        }

        @Override
        public void onError(Throwable failure) {
            end();
        }

        @Override
        public void onCompleted() {
            if (over) {
                return;
            }
            if (first == null) {
                to.onError(Status.INVALID_ARGUMENT
                        .withDescription("Expected at least one request")
                        .asRuntimeException());
            } else {
                answer(letter, first, to);
            }
            end();
        }

        private void end() {
            over = true;
            letter.close();
        }
    }
}
