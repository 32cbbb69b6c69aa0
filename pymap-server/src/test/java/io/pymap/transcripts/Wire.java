package io.pymap.transcripts;

import java.io.IOException;

/** A client's end of one connection. */
public interface Wire extends AutoCloseable {

    void send(byte[] octets) throws IOException;

    /**
     * Whatever has come, waiting for it where that makes sense; empty at the end of the connection.
     *
     * @throws IOException where nothing comes in time
     */
    byte[] receive() throws IOException;

    /** Goes on with TLS. */
    void startTls() throws IOException;

    @Override
    void close() throws IOException;
}
