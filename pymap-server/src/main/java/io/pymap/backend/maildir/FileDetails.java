package io.pymap.backend.maildir;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What never changes about the file of a message.
 *
 * @param base its name without flags
 * @param physicalSize its octets
 * @param size the octets of the message: as those of the file, but with CRLF for each bare LF
 * @param emailId from the hash of the octets of the message
 */
record FileDetails(String base, long physicalSize, long size, String emailId) {

    /** Whether the message is the file as it lies there. */
    boolean isVerbatim() {
        return physicalSize == size;
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeUTF(base);
        out.writeLong(physicalSize);
        out.writeLong(size);
        out.writeUTF(emailId);
    }

    static FileDetails read(DataInputStream in) throws IOException {
        return new FileDetails(in.readUTF(), in.readLong(), in.readLong(), in.readUTF());
    }
}
