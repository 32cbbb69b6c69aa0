package io.pymap.junit;

import io.pymap.fixture.ImapServerHandle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** A server that runs for tests, in this process or elsewhere. */
public interface TestServer extends AutoCloseable {

    ImapServerHandle handle();

    /** Accounts, mail, tokens, capabilities and time as they are now, for {@link #restore}. */
    Object state();

    /** Makes the server what it was: see {@link io.pymap.fixture.EmbeddedImapServer#restore}. */
    void restore(Object earlier);

    /** Who writes the transcript to a file: see {@link io.pymap.transcript.Transcript#file}. */
    void transcriptFile(Supplier<Optional<Path>> writer);

    /** What every open session is doing, a line for each, for messages. */
    String describeSessions();

    /** What the process of the server has printed; nothing where that is this process. */
    default Optional<String> log() {
        return Optional.empty();
    }

    @Override
    void close();
}
