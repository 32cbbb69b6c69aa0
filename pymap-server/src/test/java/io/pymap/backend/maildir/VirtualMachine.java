package io.pymap.backend.maildir;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * A machine whose time passes when somebody pauses, from now on, since the files of a test have the real time. What is to
 * happen meanwhile happens then.
 */
final class VirtualMachine implements Machine {

    private final String host;
    private final long pid;
    private final Set<Long> others = new HashSet<>();
    private final NavigableMap<Instant, Runnable> events = new TreeMap<>();
    private final Instant start = Instant.now();
    private Instant now = start;
    private boolean showsProcesses = true;

    VirtualMachine(String host, long pid) {
        this.host = host;
        this.pid = pid;
    }

    VirtualMachine withProcess(long number) {
        others.add(number);
        return this;
    }

    VirtualMachine hidingProcesses() {
        showsProcesses = false;
        return this;
    }

    VirtualMachine at(Duration later, Runnable event) {
        events.put(start.plus(later), event);
        return this;
    }

    Duration passed() {
        return Duration.between(start, now);
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public Life life(long number, Instant at) {
        return !showsProcesses ? Life.UNKNOWN : others.contains(number) ? Life.LIVES : Life.GONE;
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        Instant end = now.plus(duration);
        while (!events.isEmpty() && !events.firstKey().isAfter(end)) {
            now = events.firstKey();
            events.pollFirstEntry().getValue().run();
        }
        now = end;
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public Instant instant() {
        return now;
    }
}
