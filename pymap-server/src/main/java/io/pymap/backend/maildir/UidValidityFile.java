package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pymap.mailbox.MailboxException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import java.util.regex.Pattern;

/**
 * Where UIDVALIDITY of new mailboxes comes from, Dovecot's too: the last value is in {@code dovecot-uidvalidity}, and in the
 * name of an empty file beside it. Who renames that file has the new value; so no two have the same, and none is given twice.
 */
final class UidValidityFile {

    private static final String NAME = "dovecot-uidvalidity";
    private static final Pattern MARKER = Pattern.compile(NAME + "\\.([0-9a-f]{8})");
    private static final Pattern VALUE = Pattern.compile("[0-9a-f]{8}");
    private static final long MAX = 0xFFFF_FFFFL;

    private final Path root;
    private final Disk disk;
    private final DotLock.Settings lock;
    private final InstantSource clock;

    UidValidityFile(Path root, Disk disk, DotLock.Settings lock) {
        this.root = root;
        this.disk = disk;
        this.lock = lock;
        this.clock = lock.machine();
    }

    /**
     * A value that no mailbox below the root has had: higher than all given before, and not before the time in seconds.
     *
     * @param known the highest value that the caller knows of, should the files be lost
     * @throws MailboxException.OverLimit where there is none left
     */
    long next(long known) throws IOException {
        try (DotLock held = DotLock.take(root.resolve(NAME + ".lock"), lock)) {
            held.requireHeld();
            return raise(highest ->
                    Math.max(Math.max(known, highest) + 1, clock.instant().getEpochSecond()));
        }
    }

    /** A mailbox has got this value, which is none of ours: later ones are higher. */
    void raiseTo(long value) throws IOException {
        try (DotLock held = DotLock.take(root.resolve(NAME + ".lock"), lock)) {
            held.requireHeld();
            raise(highest -> Math.max(highest, value));
        }
    }

    /** @param change the new value from the highest one so far */
    private long raise(LongUnaryOperator change) throws IOException {
        OptionalLong value = OptionalLong.empty();
        while (value.isEmpty()) {
            value = tryToRaise(change);
        }
        disk.replace(root.resolve(NAME), hex(value.getAsLong()).getBytes(US_ASCII)); // forces the marker's name as well
        return value.getAsLong();
    }

    /** Empty where another program was faster. */
    private OptionalLong tryToRaise(LongUnaryOperator change) throws IOException {
        SortedMap<Long, Path> markers = markers();
        long highest = Math.max(written(), markers.isEmpty() ? 0 : markers.lastKey());
        long next = change.applyAsLong(highest);
        if (next > MAX) {
            throw new MailboxException.OverLimit("The account has used up its UIDVALIDITY values");
        }
        if (markers.containsKey(next)) {
            return OptionalLong.of(next);
        }
        Path marker = root.resolve(NAME + "." + hex(next));
        try {
            if (markers.isEmpty()) {
                disk.write(marker, new byte[0]);
            } else {
                Files.move(markers.get(markers.lastKey()), marker, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            return OptionalLong.empty();
        }
        for (Path old : markers.values()) {
            Files.deleteIfExists(old);
        }
        return OptionalLong.of(next);
    }

    private SortedMap<Long, Path> markers() throws IOException {
        SortedMap<Long, Path> markers = new TreeMap<>();
        for (Path file : Disk.children(root)) {
            var name = MARKER.matcher(file.getFileName().toString());
            if (name.matches() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                markers.put(Long.parseLong(name.group(1), 16), file);
            }
        }
        return markers;
    }

    private long written() throws IOException {
        String text = new String(disk.read(root.resolve(NAME), 1024).orElse(new byte[0]), US_ASCII).strip();
        return VALUE.matcher(text).matches() ? Long.parseLong(text, 16) : 0;
    }

    private static String hex(long value) {
        return String.format("%08x", value);
    }
}
