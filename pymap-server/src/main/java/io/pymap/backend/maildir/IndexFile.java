package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32C;

/**
 * The file {@code pymap-index} of a folder: a log of what Maildir has no place for, such as mod-sequences. All who write
 * hold the folder's lock. A copy of this object reads only what others have written since it last looked.
 *
 * <p>A header of {@value #HEADER} octets: a name with the version of the format, an octet that says whether something has
 * been told that is not in the file, and a number that differs for each file that takes the place of another. Then entries: length (4 octets), kind (1), octets of {@link IndexEntry#writeTo}, CRC-32C
 * of kind and octets (4). What follows an entry whose sum is wrong was not written to its end, and does not count.
 */
final class IndexFile {

    static final String NAME = "pymap-index";

    private static final byte[] MAGIC = "pymap-index 1".getBytes(StandardCharsets.US_ASCII);
    private static final byte COMPLETE = '\n';
    private static final byte BEHIND = '!';
    private static final int HEADER = MAGIC.length + 1 + Long.BYTES;
    private static final int FRAME = Integer.BYTES + 1 + Integer.BYTES;
    private static final int MAX_ENTRY = 128 << 20;

    private final Disk disk;
    private long generation;
    private long end; // of what has been read and is whole
    private long entries;

    IndexFile(Disk disk) {
        this.disk = disk;
    }

    /**
     * What has come since the last time.
     *
     * @param anew whether this is all that a file says which has taken the place of the one before, or is the first
     * @param behind whether more has been told than it says
     */
    record News(boolean anew, boolean behind, List<IndexEntry> entries) {}

    /** The UIDVALIDITY that the file of a folder was written for, 0 where there is none. */
    static long uidValidity(Path directory, Disk disk) throws IOException {
        List<IndexEntry> entries = new IndexFile(disk).read(directory).entries();
        return !entries.isEmpty() && entries.get(0) instanceof IndexEntry.Start start ? start.uidValidity() : 0;
    }

    /** Entries that have been read or written since the file was begun. */
    long entries() {
        return entries;
    }

    /** Where there is no file, or none that can be read, its news are anew and empty. */
    News read(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(file(directory), READ, NOFOLLOW_LINKS)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            readFully(channel, header, 0);
            boolean known =
                    !header.hasRemaining() && Arrays.equals(header.array(), 0, MAGIC.length, MAGIC, 0, MAGIC.length);
            if (!known) {
                return forget();
            }
            boolean behind = header.get(MAGIC.length) == BEHIND;
            long found = header.getLong(MAGIC.length + 1);
            boolean anew = end == 0 || found != generation || channel.size() < end;
            if (anew) {
                generation = found;
                end = HEADER;
                entries = 0;
            }
            return new News(anew, behind, readEntries(channel));
        } catch (NoSuchFileException e) {
            return forget();
        }
    }

    private News forget() {
        end = 0;
        entries = 0;
        return new News(true, false, List.of());
    }

    private List<IndexEntry> readEntries(FileChannel channel) throws IOException {
        long length = channel.size() - end;
        if (length == 0) {
            return List.of();
        }
        if (length > Integer.MAX_VALUE - 16) {
            throw new IOException("Expected an index of less than 2 GB");
        }
        ByteBuffer octets = ByteBuffer.allocate((int) length);
        readFully(channel, octets, end);
        octets.flip();
        List<IndexEntry> read = new ArrayList<>();
        while (octets.remaining() >= FRAME) {
            int size = octets.getInt(octets.position());
            if (size < 0 || size > octets.remaining() - FRAME) {
                break;
            }
            int from = octets.position() + Integer.BYTES;
            if (octets.getInt(from + 1 + size) != sum(octets.array(), from, 1 + size)) {
                break;
            }
            byte[] body = Arrays.copyOfRange(octets.array(), from + 1, from + 1 + size);
            read.add(IndexEntry.read(octets.get(from), body));
            octets.position(octets.position() + FRAME + size);
        }
        end += octets.position();
        entries += read.size();
        return read;
    }

    /** Adds entries to what has been read. The caller holds the lock and has read all there is. */
    void append(Path directory, List<IndexEntry> added, boolean forced) throws IOException {
        byte[] octets = framed(added);
        try (FileChannel channel = FileChannel.open(file(directory), WRITE, NOFOLLOW_LINKS)) {
            if (channel.size() > end) {
                channel.truncate(end); // somebody stopped in the middle of an entry
            }
            ByteBuffer buffer = ByteBuffer.wrap(octets);
            while (buffer.hasRemaining()) {
                channel.write(buffer, end + buffer.position());
            }
            if (disk.fsync() == Fsync.ALWAYS || (forced && disk.forces())) {
                channel.force(false);
            }
        }
        end += octets.length;
        entries += added.size();
    }

    /**
     * Says in the file that more has been told than it says, since nothing can be added to it. An octet in place of another
     * needs no room. Until the file is written anew.
     */
    void fallBehind(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(file(directory), WRITE, NOFOLLOW_LINKS)) {
            channel.write(ByteBuffer.wrap(new byte[] {BEHIND}), MAGIC.length);
            if (disk.forces()) {
                channel.force(false);
            }
        }
    }

    /** Begins a new file with these entries. The caller holds the lock. */
    void replace(Path directory, List<IndexEntry> all) throws IOException {
        long next = ThreadLocalRandom.current().nextLong();
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.write(MAGIC);
        octets.write(COMPLETE);
        octets.write(ByteBuffer.allocate(Long.BYTES).putLong(next).array());
        octets.write(framed(all));
        disk.replace(file(directory), octets.toByteArray());
        generation = next;
        end = octets.size();
        entries = all.size();
    }

    private static byte[] framed(List<IndexEntry> all) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(256);
        DataOutputStream out = new DataOutputStream(octets);
        ByteArrayOutputStream body = new ByteArrayOutputStream(256);
        for (IndexEntry entry : all) {
            body.reset();
            body.write(entry.kind());
            entry.writeTo(new DataOutputStream(body));
            byte[] written = body.toByteArray();
            if (written.length > MAX_ENTRY) {
                throw new IOException("Expected less to say of one message");
            }
            out.writeInt(written.length - 1);
            out.write(written);
            out.writeInt(sum(written, 0, written.length));
        }
        return octets.toByteArray();
    }

    private static int sum(byte[] octets, int offset, int length) {
        CRC32C sum = new CRC32C();
        sum.update(octets, offset, length);
        return (int) sum.getValue();
    }

    private static void readFully(FileChannel channel, ByteBuffer buffer, long from) throws IOException {
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // until all is there or the file ends
        }
    }

    private static Path file(Path directory) {
        return directory.resolve(NAME);
    }
}
