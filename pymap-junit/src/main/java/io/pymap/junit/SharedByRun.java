package io.pymap.junit;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.RedisServer;
import io.pymap.server.ServerThreads;
import io.pymap.tls.CertificateAuthority;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * What all servers of a test run share: their threads, the authority that clients trust, and Redis. In JUnit's store, which closes
 * it when the run is over.
 */
final class SharedByRun implements AutoCloseable {

    private static final Namespace NAMESPACE = Namespace.create(SharedByRun.class);

    private final ServerThreads threads = ServerThreads.create(eventLoops());
    private final Supplier<CertificateAuthority> authority = CertificateAuthority.whenNeeded();
    private Optional<ContainerServers> containers = Optional.empty();
    private Optional<RedisServer> redis = Optional.empty(); // started with the first server that wants one

    static SharedByRun of(ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        // The method that JUnit 6 has in its place is not in JUnit 5.
        @SuppressWarnings("deprecation")
        SharedByRun shared = store.getOrComputeIfAbsent(SharedByRun.class, key -> new SharedByRun(), SharedByRun.class);
        return Objects.requireNonNull(shared);
    }

    /**
     * A server to be, which has its part of all this.
     *
     * @param context whose test may have a Redis
     */
    EmbeddedImapServer.Builder builder(ExtensionContext context) {
        return EmbeddedImapServer.builder()
                .threads(threads)
                .authority(authority)
                .redis(() -> redis(context));
    }

    /** The given one, else that of the test, else one that all tests of the run share. */
    private String redis(ExtensionContext context) {
        return RedisServer.given()
                .map(RedisServer::uri)
                .or(() -> ContainersOfTest.areKnown() ? ContainersOfTest.redis(context) : Optional.empty())
                .orElseGet(this::startedRedis);
    }

    /** Found with the first server that is to be in a container. */
    synchronized ContainerServers containers() {
        containers =
                containers.or(() -> ServiceLoader.load(ContainerServers.class).findFirst());
        return containers.orElseThrow(() -> new ExtensionConfigurationException(
                "A server is to be in a container: add io.pymap:pymap-testcontainers to the test class path"));
    }

    private synchronized String startedRedis() {
        redis = redis.or(() -> Optional.of(RedisServer.start()));
        return redis.orElseThrow().uri();
    }

    private static int eventLoops() {
        return Math.min(4, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public synchronized void close() {
        threads.close();
        redis.ifPresent(RedisServer::close);
        containers.ifPresent(ContainerServers::close);
    }
}
