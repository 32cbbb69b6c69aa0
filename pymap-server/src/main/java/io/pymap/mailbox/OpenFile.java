package io.pymap.mailbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** A file that several read from, closed when the last of them is done. Nobody writes to it any more. Thread-safe. */
public final class OpenFile implements AutoCloseable {

    private final FileChannel channel;
    private final AtomicInteger holders = new AtomicInteger(1);

    /** Held by the caller. */
    public OpenFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Valid for as long as the caller holds the file. */
    public FileChannel channel() {
        return channel;
    }

    /** Holds it once more, until {@link #close}. Only for those who hold it, or whose caller does. */
    public OpenFile retain() {
        holders.incrementAndGet();
        return this;
    }

    /** @throws MailboxException.Unavailable where the file ends too soon or cannot be read */
    public byte[] read(long offset, int length) {
        byte[] octets = new byte[length];
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw new MailboxException.Unavailable("The file of the message has become shorter");
                }
            }
        } catch (IOException e) {
            throw new MailboxException.Unavailable("The file of the message cannot be read");
        }
        return octets;
    }

    @Override
    public void close() {
        if (holders.decrementAndGet() == 0) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new MailboxException.Unavailable("The file of the message cannot be closed");
            }
        }
    }
}
