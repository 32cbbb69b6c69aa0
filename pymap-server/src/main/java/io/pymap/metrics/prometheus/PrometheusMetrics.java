package io.pymap.metrics.prometheus;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.pymap.metrics.CompletedCommand;
import io.pymap.metrics.ServerMetrics;
import java.util.Locale;

/** Counts for Prometheus. Labels have few values: none that a client has chosen. Safe for use by many threads. */
public final class PrometheusMetrics implements ServerMetrics {

    /** In seconds: from what memory answers at once to what a disk or another machine is waited for. */
    private static final double[] TIMES = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Gauge connections = Gauge.builder()
            .name("pymap_connections")
            .help("Connections that are open.")
            .register(registry);
    private final Counter opened = counter("pymap_connections_opened", "Connections since the start.");
    private final Counter refused =
            counter("pymap_connections_refused", "Clients turned away: too many connections of one address.");
    private final Counter received = octets("pymap_received", "Octets of IMAP that came, without TLS and compression.");
    private final Counter sent = octets("pymap_sent", "Octets of IMAP that were sent, without TLS and compression.");
    private final Counter logins = counter("pymap_logins", "LOGIN and AUTHENTICATE by result: ok or failed.", "result");
    private final Counter commands =
            counter("pymap_commands", "Commands by name and result: ok, no or bad.", "command", "result");
    private final Counter failures =
            counter("pymap_errors", "What went wrong: command, connection, tls or network.", "kind");
    private final Histogram times = Histogram.builder()
            .name("pymap_command_duration")
            .unit(Unit.SECONDS)
            .help("Time of commands in which the server does not wait for the client.")
            .labelNames("command")
            .classicOnly()
            .classicUpperBounds(TIMES)
            .register(registry);

    /** @param version of the server */
    public PrometheusMetrics(String version) {
        Info.builder()
                .name("pymap_build")
                .help("The server.")
                .labelNames("version")
                .register(registry)
                .setLabelValues(version);
        for (String result : new String[] {"ok", "failed"}) { // tells 0 from the start
            logins.initLabelValues(result);
        }
        for (Failure failure : Failure.values()) {
            failures.initLabelValues(label(failure.name()));
        }
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private Counter octets(String name, String help) {
        return Counter.builder().name(name).unit(Unit.BYTES).help(help).register(registry);
    }

    private static String label(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    PrometheusRegistry registry() {
        return registry;
    }

    @Override
    public void connectionOpened() {
        opened.inc();
        connections.inc();
    }

    @Override
    public void connectionClosed() {
        connections.dec();
    }

    @Override
    public void connectionRefused() {
        refused.inc();
    }

    @Override
    public void received(long octets) {
        received.inc(octets);
    }

    @Override
    public void sent(long octets) {
        sent.inc(octets);
    }

    @Override
    public void loginSucceeded() {
        logins.labelValues("ok").inc();
    }

    @Override
    public void loginFailed() {
        logins.labelValues("failed").inc();
    }

    @Override
    public void commandCompleted(CompletedCommand command) {
        commands.labelValues(command.name(), label(command.status())).inc();
        command.time().ifPresent(time -> times.labelValues(command.name()).observe(time.toNanos() / 1e9));
    }

    @Override
    public void failed(Failure failure) {
        failures.labelValues(label(failure.name())).inc();
    }
}
