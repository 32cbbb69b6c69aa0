package io.pymap.junit;

import io.pymap.server.ServerThreads;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** The threads of all servers of a test run, in JUnit's store, which closes them when the run is over. */
record SharedThreads(ServerThreads threads) implements AutoCloseable {

    private static final Namespace NAMESPACE = Namespace.create(SharedThreads.class);

    static ServerThreads of(ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        // The method that JUnit 6 has in its place is not in JUnit 5.
        @SuppressWarnings("deprecation")
        SharedThreads shared = store.getOrComputeIfAbsent(
                SharedThreads.class, key -> new SharedThreads(ServerThreads.create(eventLoops())), SharedThreads.class);
        return Objects.requireNonNull(shared).threads();
    }

    private static int eventLoops() {
        return Math.min(4, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public void close() {
        threads.close();
    }
}
