package io.pymap.backend.maildir;

import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Rights;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** How values of the mailbox model are written to our own files. */
final class Forms {

    private Forms() {}

    static void write(DataOutputStream out, byte[] octets) throws IOException {
        out.writeInt(octets.length);
        out.write(octets);
    }

    static byte[] octets(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new EOFException();
        }
        return in.readNBytes(length);
    }

    static void write(DataOutputStream out, Flags flags) throws IOException {
        write(out, String.join(" ", flags.asList()).getBytes(StandardCharsets.UTF_8));
    }

    static Flags flags(DataInputStream in) throws IOException {
        String text = new String(octets(in), StandardCharsets.UTF_8);
        return text.isEmpty() ? Flags.NONE : Flags.of(text.split(" "));
    }

    static void write(DataOutputStream out, Annotations annotations) throws IOException {
        out.writeInt(annotations.asMap().size());
        for (Map.Entry<String, byte[]> entry : annotations.asMap().entrySet()) {
            out.writeUTF(entry.getKey());
            write(out, entry.getValue());
        }
    }

    static Annotations annotations(DataInputStream in) throws IOException {
        Map<String, byte[]> values = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            values.put(in.readUTF(), octets(in));
        }
        return Annotations.of(values);
    }

    static void write(DataOutputStream out, Acl acl) throws IOException {
        out.writeInt(acl.entries().size());
        for (Map.Entry<String, Rights> entry : acl.entries().entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue().letters());
        }
    }

    static Acl acl(DataInputStream in) throws IOException {
        TreeMap<String, Rights> entries = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            entries.put(in.readUTF(), new Rights(in.readUTF()));
        }
        return new Acl(entries);
    }
}
