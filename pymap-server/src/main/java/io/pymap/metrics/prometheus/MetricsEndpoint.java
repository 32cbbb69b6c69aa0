package io.pymap.metrics.prometheus;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Tells metrics by HTTP, in clear and to everybody who can connect: {@code /metrics}, in the text form of Prometheus. */
public final class MetricsEndpoint implements AutoCloseable {

    private final HTTPServer server;
    private final InetSocketAddress address;

    private MetricsEndpoint(HTTPServer server, InetSocketAddress address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Begins to listen.
     *
     * @param address with port 0 for one that is free
     * @throws IOException where the address cannot be had; the message says which
     */
    public static MetricsEndpoint start(PrometheusMetrics metrics, InetSocketAddress address) throws IOException {
        try {
            HTTPServer server = HTTPServer.builder()
                    .inetAddress(address.getAddress())
                    .port(address.getPort())
                    .registry(metrics.registry())
                    .buildAndStart();
            return new MetricsEndpoint(server, new InetSocketAddress(address.getAddress(), server.getPort()));
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on " + address.getAddress().getHostAddress() + ":" + address.getPort() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** Where it listens, with the port that it got. */
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        server.close();
    }
}
