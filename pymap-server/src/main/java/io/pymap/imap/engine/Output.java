package io.pymap.imap.engine;

import io.pymap.imap.syntax.FrameLimits;
import io.pymap.imap.syntax.ResponseWriter;

/** The way back to the client. */
public interface Output extends ResponseWriter.Sink {

    /** Whether the client reads fast enough for more; if not, {@link ImapEngine#turn} is called when it does. */
    boolean isWritable();

    void flush();

    /** Closes once everything written is out. */
    void close();

    /** The literal that was announced may be read. Its continuation request has been written. */
    void acceptLiteral();

    /** The command of the announced literal has been answered: what the client still sends of it is dropped. */
    void refuseLiteral();

    /** Reads on behind a command that is a barrier. */
    void proceed();

    /**
     * Starts TLS with the next flush, of which the octets still go out in clear: the client's handshake cannot come before
     * it is expected. Octets that came in clear behind STARTTLS close the connection.
     */
    void startTls();

    /**
     * Flushes what has been written, as it is, and compresses both directions from there on: in one step, since the client
     * answers at once. Reads on behind the barrier. Octets that came behind COMPRESS close the connection.
     */
    void compress();

    /** Flushes what has been written, and ends the compression, if there is one. Reads on behind the barrier. */
    void endCompression();

    void limit(FrameLimits limits);
}
