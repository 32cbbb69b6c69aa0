package io.pymap.junit;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.ServerState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** A server in this process. */
record EmbeddedTestServer(EmbeddedImapServer handle) implements TestServer {

    @Override
    public ServerState state() {
        return handle.state();
    }

    @Override
    public void restore(Object earlier) {
        handle.restore((ServerState) earlier);
    }

    @Override
    public void transcriptFile(Supplier<Optional<Path>> writer) {
        handle.transcriptFile(writer);
    }

    @Override
    public String describeSessions() {
        return handle.describeSessions();
    }

    @Override
    public void close() {
        handle.close();
    }
}
