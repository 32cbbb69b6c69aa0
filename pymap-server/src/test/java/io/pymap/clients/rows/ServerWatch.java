package io.pymap.clients.rows;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.internal.PlatformDependent;
import io.pymap.server.PymapServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/**
 * Whether servers behave, whatever clients and faults do: no errors in the log, no connections, threads or buffers left over.
 * Only for tests that nothing else runs beside.
 */
public final class ServerWatch {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** What a handful of event loops may keep for themselves. */
    private static final long KEPT_DIRECT_OCTETS = 64L << 20;

    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Recorder recorder = new Recorder();
    private final Set<String> threads = threads();
    private final long directOctets = PlatformDependent.usedDirectMemory();

    public void begin() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        recorder.start();
        root.addAppender(recorder);
    }

    private static final class Recorder extends AppenderBase<ILoggingEvent> {

        private final List<String> errors = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            boolean grave = event.getLevel().isGreaterOrEqual(Level.ERROR)
                    || (event.getLevel().isGreaterOrEqual(Level.WARN) && event.getThrowableProxy() != null);
            if (grave) {
                errors.add(event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : " " + event.getThrowableProxy().getClassName() + ": "
                                        + event.getThrowableProxy().getMessage()));
            }
        }
    }

    /** While the servers still run, and their clients have gone. */
    public void connectionsAreGone(List<PymapServer> servers, String what) {
        await(() -> servers.stream().allMatch(server -> server.openConnections() == 0), what + ": open connections");
    }

    /** When the server has been closed. */
    public void isWell(String what) {
        assertThat(recorder.errors).as(what + ": log").isEmpty();
        await(() -> threads.containsAll(threads()), what + ": threads of a server");
    }

    /** When all servers have been closed. */
    public void nothingIsLeft() {
        System.gc();
        for (int i = 0; i < 100; i++) { // leaks are told where buffers are allocated
            ByteBufAllocator.DEFAULT.buffer(16).release();
        }
        isWell("at the end");
        assertThat(PlatformDependent.usedDirectMemory() - directOctets)
                .as("direct memory")
                .isLessThan(KEPT_DIRECT_OCTETS);
    }

    private static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("pymap")) {
                names.add(thread.getName());
            }
        }
        return names;
    }

    private static void await(BooleanSupplier reached, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime() - end)
                    .as("waited for %s: " + what, PATIENCE)
                    .isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    public void end() {
        root.detachAppender(recorder);
        ResourceLeakDetector.setLevel(before);
    }
}
