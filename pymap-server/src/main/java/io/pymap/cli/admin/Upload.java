package io.pymap.cli.admin;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.pymap.admin.AdminClient;
import io.pymap.admin.grpc.AppendRequest;
import io.pymap.admin.grpc.AppendResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A message that goes to the server in pieces, no faster than it takes them. */
final class Upload implements ClientResponseObserver<AppendRequest, AppendResponse> {

    private static final int PIECE = 256 << 10;

    /** Released whenever something has happened. */
    private final Semaphore news = new Semaphore(0);

    private volatile @Nullable ClientCallStreamObserver<AppendRequest> out; // null until the call begins
    private volatile @Nullable AppendResponse response; // null until it comes
    private volatile @Nullable Throwable failure; // null where there is none
    private volatile boolean ended;

    private Upload() {}

    static ByteString octets(byte[] nobodyElses) {
        return UnsafeByteOperations.unsafeWrap(nobodyElses);
    }

    /**
     * Sends what the request has, and then the rest.
     *
     * @throws io.grpc.StatusRuntimeException where the call fails
     */
    static AppendResponse send(AdminClient client, AppendRequest first, InputStream rest) throws IOException {
        Upload upload = new Upload();
        var to = client.mailboxStreams().appendStream(upload);
        to.onNext(first);
        byte[] piece = rest.readNBytes(PIECE);
        while (piece.length > 0 && upload.awaitRoom()) {
            to.onNext(AppendRequest.newBuilder().setData(octets(piece)).build());
            piece = rest.readNBytes(PIECE);
        }
        if (!upload.ended) {
            to.onCompleted();
        }
        return upload.await();
    }

    /** False where the server wants no more. */
    private boolean awaitRoom() {
        ClientCallStreamObserver<AppendRequest> stream = out;
        while (!ended && stream != null && !stream.isReady()) {
            news.acquireUninterruptibly();
        }
        return !ended;
    }

    private AppendResponse await() {
        while (!ended) {
            news.acquireUninterruptibly();
        }
        AppendResponse given = response;
        if (given != null) {
            return given;
        }
        Throwable cause = failure;
        throw cause == null
                ? Status.UNKNOWN.withDescription("no response").asRuntimeException()
                : Status.fromThrowable(cause).asRuntimeException();
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<AppendRequest> stream) {
        out = stream;
        stream.setOnReadyHandler(news::release);
    }

    @Override
    public void onNext(AppendResponse given) {
        response = given;
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        ended = true;
        news.release();
    }

    @Override
    public void onCompleted() {
        ended = true;
        news.release();
    }
}
