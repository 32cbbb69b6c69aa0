package io.pymap.admin;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends calls that take too long, such as those of a client that has begun to send and does not go on. */
final class CallDeadline implements ServerInterceptor {

    private final ScheduledExecutorService timer;
    private final Duration most;

    CallDeadline(ScheduledExecutorService timer, Duration most) {
        this.timer = timer;
        this.most = most;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (call.getMethodDescriptor().getType() == MethodType.SERVER_STREAMING) { // whoever watches does so for long
            return next.startCall(call, headers);
        }
        Guarded<Q, R> guarded = new Guarded<>(call);
        Future<?> end = timer.schedule(guarded::expire, most.toMillis(), TimeUnit.MILLISECONDS);
        return new SimpleForwardingServerCallListener<>(next.startCall(guarded, headers)) {
            @Override
            public void onCancel() {
                end.cancel(false);
                super.onCancel();
            }

            @Override
            public void onComplete() {
                end.cancel(false);
                super.onComplete();
            }
        };
    }

    /** A call that is answered either by its handler or by the deadline. */
    private static final class Guarded<Q, R> extends SimpleForwardingServerCall<Q, R> {

        private boolean isClosed;

        Guarded(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        public synchronized void sendHeaders(Metadata headers) {
            if (!isClosed) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public synchronized void sendMessage(R message) {
            if (!isClosed) {
                super.sendMessage(message);
            }
        }

        @Override
        public synchronized void close(Status status, Metadata trailers) {
            if (!isClosed) {
                isClosed = true;
                super.close(status, trailers);
            }
        }

        void expire() {
            close(Status.DEADLINE_EXCEEDED.withDescription("The call has taken too long"), new Metadata());
        }
    }
}
