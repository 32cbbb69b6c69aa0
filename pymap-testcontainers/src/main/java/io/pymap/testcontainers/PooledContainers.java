package io.pymap.testcontainers;

import io.pymap.control.client.RemoteImapServer;
import io.pymap.fixture.OpenSession;
import io.pymap.fixture.ServerSettings;
import io.pymap.junit.ContainerServers;
import io.pymap.junit.TestServer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The containers of a test run. One that a test is through with serves the next test that wants the same settings, as it was when it
 * started: a container takes longer to start than to be reset.
 */
public final class PooledContainers implements ContainerServers {

    private final Map<String, Deque<PymapContainer>> idle = new HashMap<>();
    private final List<PymapContainer> all = new ArrayList<>();

    /** For {@link java.util.ServiceLoader}. */
    public PooledContainers() {}

    @Override
    public TestServer start(Consumer<ServerSettings> settings) {
        ContainerSettings wanted = new ContainerSettings();
        settings.accept(wanted);
        if (!PymapContainer.canRun()) {
            throw new NoEngineException(
                    "A server is to be in a container, and this machine has no Docker that answers, or not the"
                            + " image of a version that is not released");
        }
        PymapContainer container = taken(wanted);
        return new Pooled(container, container.control(), wanted.key());
    }

    private synchronized PymapContainer taken(ContainerSettings wanted) {
        PymapContainer free =
                idle.computeIfAbsent(wanted.key(), key -> new ArrayDeque<>()).poll();
        if (free != null) {
            return free;
        }
        PymapContainer made = wanted.container();
        all.add(made);
        made.start();
        return made;
    }

    private synchronized void giveBack(String key, PymapContainer container) {
        idle.computeIfAbsent(key, any -> new ArrayDeque<>()).add(container);
    }

    @Override
    public synchronized void close() {
        all.forEach(PymapContainer::stop);
    }

    /** One that a test has now. */
    private final class Pooled implements TestServer {

        private final PymapContainer container;
        private final RemoteImapServer server;
        private final String key;

        Pooled(PymapContainer container, RemoteImapServer server, String key) {
            this.container = container;
            this.server = server;
            this.key = key;
        }

        @Override
        public RemoteImapServer handle() {
            return server;
        }

        @Override
        public Object state() {
            return server.snapshot();
        }

        @Override
        public void restore(Object earlier) {
            server.restore((String) earlier);
        }

        @Override
        public void transcriptFile(Supplier<Optional<Path>> writer) {
            server.transcriptFile(writer);
        }

        @Override
        public String describeSessions() {
            List<OpenSession> sessions = server.sessions();
            return sessions.isEmpty()
                    ? "  no connection is open"
                    : sessions.stream().map(Pooled::described).collect(Collectors.joining("\n"));
        }

        private static String described(OpenSession session) {
            return "  connection " + session.id() + ": "
                    + session.login().map(login -> "user " + login).orElse("not logged in")
                    + session.mailbox().map(name -> ", has selected " + name).orElse("")
                    + (session.idling() ? ", waits for the client in IDLE" : "");
        }

        @Override
        public Optional<String> log() {
            return Optional.of(container.getLogs());
        }

        @Override
        public void close() {
            server.reset();
            giveBack(key, container);
        }
    }
}
