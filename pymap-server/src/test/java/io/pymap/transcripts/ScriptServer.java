package io.pymap.transcripts;

import io.pymap.mailbox.Backend;
import java.io.IOException;

/** A server that scripts are played to. */
public interface ScriptServer extends AutoCloseable {

    /** Starts a server of this backend as the script wants it. */
    @FunctionalInterface
    interface Kind {
        ScriptServer start(Setup setup, Backend backend) throws IOException;
    }

    Wire connect() throws IOException;

    @Override
    void close();
}
