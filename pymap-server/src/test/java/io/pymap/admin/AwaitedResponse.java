package io.pymap.admin;

import io.grpc.stub.StreamObserver;
import io.pymap.admin.grpc.AppendResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The one answer to a message that was sent in pieces. */
final class AwaitedResponse implements StreamObserver<AppendResponse> {

    private final CompletableFuture<AppendResponse> answer = new CompletableFuture<>();

    AppendResponse get() throws Exception {
        return answer.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void onNext(AppendResponse response) {
        answer.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        answer.completeExceptionally(new IllegalStateException("no answer"));
    }
}
