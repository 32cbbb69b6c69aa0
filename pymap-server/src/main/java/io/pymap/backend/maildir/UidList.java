package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.mailbox.MailboxException;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The file {@code dovecot-uidlist}, version 3: which UID the file of each message has. In memory; for one thread at a time.
 *
 * <pre>{@code
 * 3 V<UIDVALIDITY> N<next UID> G<id of the mailbox> ...
 * <UID> <letter><value> ... :<base name>
 * }</pre>
 *
 * <p>Lines are added at the end, and {@code N} stays as it is then: the next UID is the higher of {@code N} and the last UID
 * plus one. Fields that mean nothing here are kept as they are, and so are names that are not UTF-8.
 */
final class UidList {

    /** Dovecot takes none above. */
    static final long MAX_UID = 0xFFFF_FFFEL;

    private final UidListHeader header;
    private final Map<Long, UidListEntry> byUid = new LinkedHashMap<>(); // ascending, as they come
    private final Map<String, UidListEntry> byBase = new HashMap<>();
    private Optional<String> guid;
    private long nextUid;
    private long lastUid;
    private int length;
    private boolean damaged;

    /** Told of each entry. */
    @FunctionalInterface
    interface Visitor {
        void visit(long uid, String base);
    }

    private UidList(UidListHeader header) {
        this.header = header;
        this.guid = header.guid();
        this.nextUid = header.nextUid();
    }

    /** A list without entries. */
    UidList(long uidValidity, long nextUid, String guid) {
        this(new UidListHeader(uidValidity, nextUid, Optional.of(guid), ""));
    }

    /** The list in a file; empty where it has no header that can be read. */
    static Optional<UidList> parse(byte[] octets) {
        int end = endOfLine(octets, 0);
        if (end < 0) {
            return Optional.empty();
        }
        return UidListHeader.parse(new String(octets, 0, endOfText(octets, 0, end), ISO_8859_1))
                .map(header -> {
                    UidList list = new UidList(header);
                    list.length = end + 1;
                    list.read(octets, end + 1);
                    return list;
                });
    }

    /** Reads lines that another program has added to the file since. */
    void readMore(byte[] octets) {
        read(octets, 0);
    }

    private void read(byte[] octets, int from) {
        int start = from;
        while (start < octets.length) {
            int end = endOfLine(octets, start);
            boolean complete = end >= 0;
            int endOfText = endOfText(octets, start, complete ? end : octets.length);
            if (damaged || !complete || !readLine(octets, start, endOfText)) {
                damaged = true;
                passOver(octets, start, endOfText);
            } else {
                length += end + 1 - start;
            }
            start = complete ? end + 1 : octets.length;
        }
    }

    private static int endOfLine(byte[] octets, int from) {
        for (int i = from; i < octets.length; i++) {
            if (octets[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int endOfText(byte[] octets, int start, int end) {
        return end > start && octets[end - 1] == '\r' ? end - 1 : end;
    }

    private boolean readLine(byte[] octets, int start, int end) {
        Optional<UidListEntry> entry = UidListEntry.parse(octets, start, end).filter(one -> one.uid() > lastUid);
        entry.ifPresent(this::keep);
        return entry.isPresent();
    }

    /** A name that comes again has the later UID only: its file was away, and has been given a new one. As Dovecot. */
    private void keep(UidListEntry entry) {
        UidListEntry earlier = byBase.put(entry.base(), entry);
        if (earlier != null) {
            byUid.remove(earlier.uid());
        }
        byUid.put(entry.uid(), entry);
        lastUid = entry.uid();
        nextUid = Math.max(nextUid, lastUid + 1);
    }

    /** What cannot be read may still tell of a UID that somebody has seen. */
    private void passOver(byte[] octets, int start, int end) {
        long uid = UidListEntry.uid(octets, start, end);
        if (uid <= MAX_UID) {
            nextUid = Math.max(nextUid, uid + 1);
        }
    }

    /**
     * Whether the file ends in the middle of a line, or has one that cannot be: what follows is not in this list, but its
     * UIDs count as used. Then the file is to be written anew, and nothing to be added to it.
     */
    boolean damaged() {
        return damaged;
    }

    /** How many octets of the file this list was read from; it goes on behind them. */
    int length() {
        return length;
    }

    /** The whole file. */
    byte[] octets() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128 + 64 * byUid.size());
        out.writeBytes(header.with(nextUid, guid).line().getBytes(ISO_8859_1));
        for (UidListEntry entry : byUid.values()) {
            entry.writeTo(out);
        }
        return out.toByteArray();
    }

    /** What to add to the file for a new entry. */
    static byte[] line(long uid, String base) {
        return (uid + " :" + requireHoldable(base) + "\n").getBytes(UTF_8);
    }

    /** Whether a file of this base name can be in the list. Others are not seen as messages. */
    static boolean canHold(String base) {
        return !base.isEmpty()
                && base.charAt(0) != ' '
                && base.chars().noneMatch(c -> c < ' ' || c == 0x7F || c == ':' || c == '/' || c == 0xFFFD)
                && UTF_8.newEncoder().canEncode(base);
    }

    private static String requireHoldable(String base) {
        if (!canHold(base)) {
            throw new IllegalArgumentException("Expected a base name that fits in a line");
        }
        return base;
    }

    /**
     * Gives the file of this name the next UID.
     *
     * @throws MailboxException.OverLimit where there is none left
     */
    long add(String base) {
        if (nextUid > MAX_UID) {
            throw new MailboxException.OverLimit("The mailbox has used up its UIDs");
        }
        long uid = nextUid;
        add(uid, base);
        return uid;
    }

    /** Enters a file with this UID, which is at least the next one. */
    void add(long uid, String base) {
        if (uid < nextUid || uid > MAX_UID) {
            throw new IllegalArgumentException("Expected a UID that was never used");
        }
        if (byBase.containsKey(base)) {
            throw new IllegalArgumentException("Expected a name that has no UID yet");
        }
        keep(new UidListEntry(uid, "", requireHoldable(base), true));
    }

    /** False where there is no such entry. Its UID stays used. */
    boolean remove(long uid) {
        UidListEntry entry = byUid.remove(uid);
        return entry != null && byBase.remove(entry.base(), entry);
    }

    /** Leaves UIDs out, so that the next one is this or a higher one. */
    void skipTo(long uid) {
        nextUid = Math.max(nextUid, uid);
    }

    OptionalLong uidOf(String base) {
        UidListEntry entry = byBase.get(base);
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.uid());
    }

    Optional<String> baseOf(long uid) {
        return Optional.ofNullable(byUid.get(uid)).map(UidListEntry::base);
    }

    /** All entries, by UID. */
    void forEach(Visitor visitor) {
        byUid.values().forEach(entry -> visitor.visit(entry.uid(), entry.base()));
    }

    int size() {
        return byUid.size();
    }

    long uidValidity() {
        return header.uidValidity();
    }

    long nextUid() {
        return nextUid;
    }

    /** The id of the mailbox, 32 hexadecimal digits; empty where the file tells none. */
    Optional<String> guid() {
        return guid;
    }

    void setGuid(String id) {
        guid = Optional.of(UidListHeader.requireGuid(id));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidList that
                && header.with(nextUid, guid).equals(that.header.with(that.nextUid, that.guid))
                && byUid.equals(that.byUid);
    }

    @Override
    public int hashCode() {
        return Objects.hash(header.uidValidity(), nextUid, guid, byUid);
    }

    @Override
    public String toString() {
        return header.with(nextUid, guid).line().strip() + ", " + byUid.size() + " entries";
    }
}
