package io.pymap.backend.maildir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The machine that the server runs on. */
final class ThisMachine implements Machine {

    /** The first process of a machine or container; who cannot see it cannot see those of others either. */
    private static final long FIRST_PROCESS = 1;

    /** Times of files and starts of processes come from two clocks of the system. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final String host = hostName();

    ThisMachine(InstantSource clock) {
        this.clock = clock;
    }

    /** As {@code gethostname()} has it, since that is what Dovecot writes to its locks. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return nameOfLocalAddress();
        }
    }

    private static String nameOfLocalAddress() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public Life life(long pid, Instant at) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return ProcessHandle.of(FIRST_PROCESS).isPresent() ? Life.GONE : Life.UNKNOWN;
        }
        Optional<Instant> start = process.get().info().startInstant();
        boolean cameLater = start.isPresent() && start.get().minus(TOLERANCE).isAfter(at);
        return cameLater ? Life.GONE : Life.LIVES;
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos()); // a backend may block its worker; locks of others tell nobody
    }
}
