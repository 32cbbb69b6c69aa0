package io.pymap.cli;

import io.pymap.metrics.prometheus.MetricsEndpoint;
import io.pymap.metrics.prometheus.PrometheusMetrics;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Metrics for Prometheus, where they are asked for. */
final class MetricsOptions {

    @Option(
            names = "--metrics-port",
            paramLabel = "NUM",
            converter = ListenOptions.PortNumber.class,
            description = "Tell metrics for Prometheus there, by HTTP at /metrics; 0 for a free port, which the ready"
                    + " line tells.%n  Default: no metrics",
            showDefaultValue = Visibility.NEVER)
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--metrics-host",
            paramLabel = "IFACE",
            description = "Name or address on which metrics are told: in clear, to whoever can connect.%n  Default:"
                    + " 127.0.0.1",
            showDefaultValue = Visibility.NEVER)
    private Optional<String> host = Optional.empty();

    /** Has the server counted, and begins to tell of it. */
    Optional<MetricsEndpoint> start(PymapServer.Builder builder) {
        if (host.isPresent() && port.isEmpty()) {
            throw new UsageException("--metrics-host: expected a --metrics-port");
        }
        if (port.isEmpty()) {
            return Optional.empty();
        }
        PrometheusMetrics metrics = new PrometheusMetrics(Version.number());
        builder.metrics(metrics);
        try {
            return Optional.of(MetricsEndpoint.start(metrics, new InetSocketAddress(address(), port.get())));
        } catch (IOException e) {
            throw new StartException(e.getMessage() + "; choose another with --metrics-port");
        }
    }

    private InetAddress address() {
        String name = host.orElse("127.0.0.1");
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new StartException("--metrics-host " + name + ": no such host or interface");
        }
    }
}
