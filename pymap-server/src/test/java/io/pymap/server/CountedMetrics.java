package io.pymap.server;

import io.pymap.metrics.CompletedCommand;
import io.pymap.metrics.ServerMetrics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what a server tells. */
final class CountedMetrics implements ServerMetrics {

    final List<String> events = new CopyOnWriteArrayList<>();
    final List<CompletedCommand> commands = new CopyOnWriteArrayList<>();
    final AtomicLong received = new AtomicLong();
    final AtomicLong sent = new AtomicLong();
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void connectionOpened() {
        events.add("opened");
    }

    @Override
    public void connectionClosed() {
        events.add("closed");
        closed.countDown();
    }

    @Override
    public void connectionRefused() {
        events.add("refused");
    }

    @Override
    public void received(long octets) {
        received.addAndGet(octets);
    }

    @Override
    public void sent(long octets) {
        sent.addAndGet(octets);
    }

    @Override
    public void loginSucceeded() {
        events.add("login succeeded");
    }

    @Override
    public void loginFailed() {
        events.add("login failed");
    }

    @Override
    public void commandCompleted(CompletedCommand command) {
        commands.add(command);
    }

    @Override
    public void failed(Failure failure) {
        events.add("failed: " + failure);
    }
}
