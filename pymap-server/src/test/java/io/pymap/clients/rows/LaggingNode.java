package io.pymap.clients.rows;

import io.pymap.fault.ServerFaults;
import io.pymap.fixture.ServerTime;
import io.pymap.server.PymapServer;
import java.time.Duration;
import java.time.Instant;

/** Another server with the mail of a scene, which does not learn what is done at the first one until its clock goes on. */
final class LaggingNode implements AutoCloseable {

    private static final Duration LAG = Duration.ofSeconds(5);

    private final ServerTime time = ServerTime.standingStill(Instant.parse("2026-01-06T10:00:00Z"));
    private final ServerFaults faults = new ServerFaults();
    private final PymapServer server;

    /** @param settings as those of the first one */
    LaggingNode(PymapServer.Builder settings) {
        server = settings.faults(faults).timers(time).start();
        faults.lag(LAG);
    }

    ServerFaults faults() {
        return faults;
    }

    PymapServer server() {
        return server;
    }

    /** Learns what has been done up to now. */
    void catchUp() {
        time.advance(LAG);
    }

    @Override
    public void close() {
        faults.clear();
        server.close();
        time.close();
    }
}
