package io.pymap.backend.maildir;

import io.pymap.backend.ObjectIds;
import io.pymap.mailbox.MailboxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code dovecot-uidlist} of one folder. All methods are for those who hold its lock. */
final class UidListFile {

    private static final Logger LOG = LoggerFactory.getLogger(UidListFile.class);
    private static final String NAME = "dovecot-uidlist";
    private static final long MOST = 1L << 30;

    /** Entries without a file that are borne, besides a quarter of all. */
    private static final int GARBAGE = 100;

    private final Disk disk;
    private final boolean wasThere;
    private UidList list;
    private CRC32C sum; // of the octets of the file that are in the list
    private Stamp stamp;

    private UidListFile(Disk disk, UidList list, CRC32C sum, Stamp stamp, boolean wasThere) {
        this.disk = disk;
        this.list = list;
        this.sum = sum;
        this.stamp = stamp;
        this.wasThere = wasThere;
    }

    static Path lockFile(Path directory) {
        return directory.resolve(NAME + ".lock");
    }

    /** The list of a folder; a new one with a new UIDVALIDITY where there is none that can be read. */
    static UidListFile open(Path directory, Surroundings surroundings, UidValidityFile uidValidities)
            throws IOException {
        Path file = directory.resolve(NAME);
        Stamp stamp = Stamp.of(file);
        Optional<byte[]> octets = surroundings.disk().read(file, MOST);
        Optional<UidList> read = octets.flatMap(UidList::parse);
        if (octets.isPresent() && read.isEmpty()) {
            LOG.warn("{}: cannot be read; all messages get new UIDs and a new UIDVALIDITY", file);
        }
        UidList list = read.isPresent()
                ? read.get()
                : new UidList(
                        uidValidities.next(IndexFile.uidValidity(directory, surroundings.disk())),
                        1,
                        newGuid(surroundings));
        CRC32C sum = sum(octets.orElse(new byte[0]), list.length());
        UidListFile opened = new UidListFile(surroundings.disk(), list, sum, stamp, octets.isPresent());
        if (list.guid().isEmpty()) {
            list.setGuid(newGuid(surroundings));
            opened.rewrite(directory);
        } else if (read.isEmpty() || list.damaged()) {
            opened.rewrite(directory);
        }
        return opened;
    }

    static String newGuid(Surroundings surroundings) {
        ObjectIds ids = surroundings.ids();
        return ids.next('F').substring(1);
    }

    /** Whether the folder had a list before it was opened here. */
    boolean wasThere() {
        return wasThere;
    }

    long uidValidity() {
        return list.uidValidity();
    }

    String guid() {
        return list.guid().orElseThrow();
    }

    long nextUid() {
        return list.nextUid();
    }

    OptionalLong uidOf(String base) {
        return list.uidOf(base);
    }

    /** Base names of the entries from that UID on. */
    List<String> basesFrom(long uid) {
        List<String> bases = new ArrayList<>();
        list.forEach((at, base) -> {
            if (at >= uid) {
                bases.add(base);
            }
        });
        return bases;
    }

    /** Reads what others have written; false where they have given all messages new UIDs. */
    boolean catchUp(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        Stamp now = Stamp.of(file);
        if (now.equals(stamp)) {
            return true;
        }
        Optional<byte[]> octets = disk.read(file, MOST);
        if (octets.isEmpty()) {
            LOG.warn("{} has been removed; it is written again", file);
            rewrite(directory);
            return true;
        }
        if (isContinued(octets.get())) {
            int known = list.length();
            list.readMore(Arrays.copyOfRange(octets.get(), known, octets.get().length));
            sum.update(octets.get(), known, list.length() - known);
        } else {
            Optional<UidList> read = UidList.parse(octets.get());
            if (read.isEmpty() || read.get().uidValidity() != list.uidValidity()) {
                LOG.warn("{}: UIDVALIDITY is another one", file);
                return false;
            }
            read.get().skipTo(list.nextUid());
            list = read.get();
            sum = sum(octets.get(), list.length());
        }
        stamp = now;
        if (list.damaged() || list.guid().isEmpty()) {
            rewrite(directory);
        }
        return true;
    }

    /** Whether this begins with what has been read. What else tells of a file comes again: its number and its size. */
    private boolean isContinued(byte[] octets) {
        return octets.length >= list.length()
                && !list.damaged()
                && sum(octets, list.length()).getValue() == sum.getValue();
    }

    private static CRC32C sum(byte[] octets, int length) {
        CRC32C sum = new CRC32C();
        sum.update(octets, 0, length);
        return sum;
    }

    /** Gives the files of these base names the next UIDs. All of them, or none and an exception. */
    List<Long> append(Path directory, List<String> bases) throws IOException {
        return append(directory, bases, () -> {});
    }

    /**
     * As {@link #append}.
     *
     * @param beforeForce done when the UIDs are written and not forced yet
     */
    List<Long> append(Path directory, List<String> bases, DiskWork beforeForce) throws IOException {
        long next = list.nextUid();
        ByteArrayOutputStream lines = new ByteArrayOutputStream(96 * bases.size());
        List<Long> uids = new ArrayList<>();
        for (String base : bases) {
            lines.writeBytes(UidList.line(next, base));
            uids.add(next++);
        }
        if (next - 1 > UidList.MAX_UID) {
            throw new MailboxException.OverLimit("The mailbox has no UIDs left");
        }
        Path file = directory.resolve(NAME);
        disk.append(file, lines.toByteArray(), beforeForce);
        list.readMore(lines.toByteArray());
        sum.update(lines.toByteArray());
        stamp = Stamp.of(file);
        return uids;
    }

    /** Leaves UIDs out. */
    void skipTo(Path directory, long uid) throws IOException {
        if (uid > list.nextUid()) {
            list.skipTo(uid);
            rewrite(directory);
        }
    }

    /** As {@link #append}, for files that have an entry which must not count any more. */
    List<Long> renumber(Path directory, List<String> bases) throws IOException {
        for (String base : bases) {
            list.uidOf(base).ifPresent(list::remove);
        }
        List<Long> uids = new ArrayList<>();
        for (String base : bases) {
            uids.add(list.add(base));
        }
        rewrite(directory);
        return uids;
    }

    /** Puts another list in place of one, of which no object knows. */
    static void replace(Path directory, Disk disk, UidList list) throws IOException {
        disk.replace(directory.resolve(NAME), list.octets());
    }

    /** Drops entries without a file, if there are many. */
    void compact(Path directory, long messages, LongPredicate isThere) throws IOException {
        if (list.size() - messages <= GARBAGE + messages / 4) {
            return;
        }
        List<Long> unused = new ArrayList<>();
        list.forEach((uid, base) -> {
            if (!isThere.test(uid)) {
                unused.add(uid);
            }
        });
        unused.forEach(list::remove);
        rewrite(directory);
    }

    private void rewrite(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        byte[] octets = list.octets();
        stamp = Stamp.NONE; // should this fail, the file is the truth again, and is read
        disk.replace(file, octets);
        list = UidList.parse(octets).orElseThrow();
        sum = sum(octets, list.length());
        stamp = Stamp.of(file);
    }
}
