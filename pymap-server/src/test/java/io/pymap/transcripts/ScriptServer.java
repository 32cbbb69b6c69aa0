package io.pymap.transcripts;

import java.io.IOException;

/** A server that scripts are played to. */
public interface ScriptServer extends AutoCloseable {

    /** Starts a server of this backend as the script wants it. */
    @FunctionalInterface
    interface Kind {
        ScriptServer start(Setup setup, io.pymap.mailbox.Backend backend) throws IOException;
    }

    Wire connect() throws IOException;

    @Override
    void close();
}
