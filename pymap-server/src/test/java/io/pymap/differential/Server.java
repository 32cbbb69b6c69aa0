package io.pymap.differential;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** One of the two servers: empty at first, with one user, whose connections are logged in from the start. */
public interface Server extends Closeable {

    String name();

    Link connect() throws IOException;

    @Override
    void close() throws IOException;

    /** A client's end of one connection; closing it ends a read that waits. */
    record Link(InputStream in, OutputStream out, Closeable end) {}
}
