package io.pymap.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** A server on a Maildir of its own that is measured: with one user, and the same care for what is on the disk. */
interface MaildirServer extends AutoCloseable {

    /** Logged in. */
    Client connect() throws IOException;

    @Override
    void close();

    /** Makes servers of one kind. */
    interface Kind {

        /** @param maildir the INBOX of the user */
        MaildirServer start(Path maildir) throws IOException;
    }
}
