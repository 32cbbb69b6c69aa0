package io.pymap.admin;

import io.grpc.Status;
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
        Letter letter = delivery.letter(request);
        answer(letter, request, to);
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

    @Override
    public StreamObserver<AppendRequest> appendStream(StreamObserver<AppendResponse> to) {
        return new StreamObserver<>() {
            private @Nullable AppendRequest first; // null until it comes
            private @Nullable Letter letter; // likewise

            @Override
            public void onNext(AppendRequest request) {
                if (letter == null) {
                    first = request;
                    letter = delivery.letter(request);
                } else {
                    letter.write(request.getData());
                }
            }

            @Override
            public void onError(Throwable failure) {
                letter = null; // the client has gone: nothing is delivered
            }

            @Override
            public void onCompleted() {
                if (letter == null || first == null) {
                    to.onError(Status.INVALID_ARGUMENT
                            .withDescription("Expected at least one request")
                            .asRuntimeException());
                } else {
                    answer(letter, first, to);
                }
            }
        };
    }
}
