package io.pymap.admin;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.MailboxException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Whether users and mail are there: the gRPC Health Checking Protocol, of the server as a whole and of its backend. */
final class HealthService extends HealthGrpc.HealthImplBase {

    private static final Set<String> SERVICES = Set.of("", "pymap.backend");

    /** Of them nobody asks for a token. */
    private static final int MOST_WATCHERS = 100;

    private final Backend backend;
    private final ScheduledExecutorService timer;
    private final ExecutorService workers;
    private final Duration interval;
    private final AtomicInteger watchers = new AtomicInteger();

    /** @param interval how often the backend is asked for those who watch */
    HealthService(Backend backend, ScheduledExecutorService timer, ExecutorService workers, Duration interval) {
        this.backend = backend;
        this.timer = timer;
        this.workers = workers;
        this.interval = interval;
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> to) {
        if (!SERVICES.contains(request.getService())) {
            to.onError(Status.NOT_FOUND
                    .withDescription("There are the services '' and 'pymap.backend'")
                    .asRuntimeException());
            return;
        }
        to.onNext(response(status()));
        to.onCompleted();
    }

    private ServingStatus status() {
        try {
            backend.ping();
            return ServingStatus.SERVING;
        } catch (MailboxException e) {
            return ServingStatus.NOT_SERVING;
        }
    }

    private static HealthCheckResponse response(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }

    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> to) {
        if (!SERVICES.contains(request.getService())) {
            to.onNext(response(ServingStatus.SERVICE_UNKNOWN)); // it may come later, but here it will not
            return;
        }
        if (watchers.incrementAndGet() > MOST_WATCHERS) {
            watchers.decrementAndGet();
            to.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription("At most " + MOST_WATCHERS + " may watch")
                    .asRuntimeException());
            return;
        }
        new Watcher((ServerCallStreamObserver<HealthCheckResponse>) to).start();
    }

    /** One who is told of each change. Asks the backend on one thread at a time. */
    private final class Watcher {

        private final ServerCallStreamObserver<HealthCheckResponse> to;
        private ServingStatus told = ServingStatus.UNKNOWN;
        private volatile @Nullable ScheduledFuture<?> next; // null before the first time

        Watcher(ServerCallStreamObserver<HealthCheckResponse> to) {
            this.to = to;
        }

        void start() {
            to.setOnCancelHandler(this::stop);
            look();
        }

        private void look() {
            ServingStatus now = status();
            if (to.isCancelled()) {
                return;
            }
            if (now != told) {
                to.onNext(response(now));
                told = now;
            }
            next = timer.schedule(() -> workers.execute(this::look), interval.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void stop() {
            watchers.decrementAndGet();
            ScheduledFuture<?> waiting = next;
            if (waiting != null) {
                waiting.cancel(false);
            }
        }
    }
}
