package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.ModifiedUtf7;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The file {@code subscriptions}, as Dovecot has it: a header, then a name a line, its levels in modified UTF-7 with TABs
 * between. An older form has no header, and the separator of the layout in place of TABs; it is read, and not written. Lines
 * that are no names are kept.
 */
final class SubscriptionsFile {

    private static final String HEADER = "V\t2\n\n";
    private static final long MAX_SIZE = 16L << 20;

    private final Path file;
    private final char oldSeparator;
    private final Disk disk;
    private final DotLock.Settings lock;

    SubscriptionsFile(Path root, Layout layout, Disk disk, DotLock.Settings lock) {
        this.file = root.resolve("subscriptions");
        this.oldSeparator = layout.separator();
        this.disk = disk;
        this.lock = lock;
    }

    /** In the order of the file. */
    List<MailboxName> names() throws IOException {
        Set<MailboxName> names = new LinkedHashSet<>();
        for (Line line : lines()) {
            line.name().ifPresent(names::add);
        }
        return List.copyOf(names);
    }

    /** False where it is there already. */
    boolean add(MailboxName name) throws IOException {
        try (DotLock held = DotLock.take(file.resolveSibling("subscriptions.lock"), lock)) {
            List<Line> lines = lines();
            if (lines.stream().anyMatch(line -> line.isFor(name))) {
                return false;
            }
            lines.add(Line.of(name));
            write(held, lines);
            return true;
        }
    }

    /** False where it is not there. */
    boolean remove(MailboxName name) throws IOException {
        try (DotLock held = DotLock.take(file.resolveSibling("subscriptions.lock"), lock)) {
            List<Line> lines = lines();
            if (!lines.removeIf(line -> line.isFor(name))) {
                return false;
            }
            write(held, lines);
            return true;
        }
    }

    private void write(DotLock held, List<Line> lines) throws IOException {
        held.requireHeld();
        String text = lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining("", HEADER, ""));
        disk.replace(file, text.getBytes(ISO_8859_1));
    }

    private List<Line> lines() throws IOException {
        String text = new String(disk.read(file, MAX_SIZE).orElse(new byte[0]), ISO_8859_1);
        boolean isNew = text.startsWith(HEADER);
        List<Line> lines = new ArrayList<>();
        for (String line : text.substring(isNew ? HEADER.length() : 0).split("\r?\n")) {
            if (!line.isEmpty()) {
                lines.add(isNew ? Line.read(line, '\t') : Line.readOld(line, oldSeparator));
            }
        }
        return lines;
    }

    /** @param text as it is written */
    private record Line(String text, Optional<MailboxName> name) {

        static Line of(MailboxName name) {
            return new Line(
                    name.elements().stream().map(ModifiedUtf7::encode).collect(Collectors.joining("\t")),
                    Optional.of(name));
        }

        /** A line that is no name stays as it is. */
        static Line read(String text, char separator) {
            try {
                String[] elements = text.split(separator == '\t' ? "\t" : "[" + separator + "]", -1);
                String name = Arrays.stream(elements).map(ModifiedUtf7::decode).collect(Collectors.joining("/"));
                return new Line(text, Optional.of(new MailboxName(name)));
            } catch (IllegalArgumentException | MailboxException.NotAllowed e) {
                return new Line(text, Optional.empty());
            }
        }

        static Line readOld(String text, char separator) {
            return read(text, separator).name().map(Line::of).orElse(new Line(text, Optional.empty()));
        }

        boolean isFor(MailboxName other) {
            return name.filter(other::equals).isPresent();
        }
    }
}
