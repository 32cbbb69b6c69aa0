package io.pymap.junit;

import io.pymap.fixture.ServerSettings;
import java.util.function.Consumer;

/**
 * Starts servers in containers for {@link Mode#CONTAINER}. Found by {@link java.util.ServiceLoader}; one for each test run, which
 * closes it at its end.
 */
public interface ContainerServers extends AutoCloseable {

    /**
     * A server as these settings say, which may have served an earlier test with the same ones.
     *
     * @throws IllegalArgumentException where a container cannot be so
     * @throws NoEngineException where no container can run here
     */
    TestServer start(Consumer<ServerSettings> settings);

    /** There is no Docker, or it does not answer. */
    final class NoEngineException extends RuntimeException {

        private static final long serialVersionUID = 1;

        public NoEngineException(String message) {
            super(message);
        }
    }

    @Override
    void close();
}
