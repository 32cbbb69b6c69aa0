package io.pymap.backend.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code pymap-journal} of a folder, which is there while several messages come in that must all come or none, or
 * one comes in the place of another. When it is found later, somebody has stopped half way: if all messages have got UIDs,
 * what was to go goes, and else what has come goes.
 *
 * <p>A line for each message that comes: its base name, and where one goes for it, a tab, the directory and base name of
 * that one. The directory is told from this one, so that a copy of all mail never reaches into the original. An empty line
 * says that all is told.
 */
final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final String NAME = "pymap-journal";
    private static final int MOST = 256 << 20;
    private static final String LOST = "-";

    /** One in each directory: a machine that stopped may have kept the new name of a file and not lost the old one. */
    private static final int MOST_NAMES = 2;

    /**
     * A message that comes.
     *
     * @param from the directory of the folder that holds the file which goes for it
     */
    record Line(String base, Optional<Path> from, String fromBase) {

        private String text(Path folder) {
            return base
                    + from.map(directory -> "\t" + way(folder, directory) + "\t" + fromBase)
                            .orElse("")
                    + "\n";
        }

        private static Path way(Path folder, Path directory) {
            return folder.toAbsolutePath()
                    .normalize()
                    .relativize(directory.toAbsolutePath().normalize());
        }

        private static Line parse(Path folder, String text) {
            String[] fields = text.split("\t", -1);
            return fields.length < 3
                    ? new Line(fields[0], Optional.empty(), LOST)
                    : new Line(fields[0], Optional.of(folder.resolve(fields[1]).normalize()), fields[2]);
        }
    }

    private Journal() {}

    /** Begins what is on the disk when this returns. */
    static void begin(Path directory, Surroundings surroundings, List<Line> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text(directory)));
        text.append('\n');
        surroundings.disk().replace(directory.resolve(NAME), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** All is done, or undone. */
    static void end(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
    }

    /** Brings to an end what another process has begun. For those who hold the lock of the folder. */
    static void recover(Path directory, Surroundings surroundings, UidListFile list) throws IOException {
        Optional<byte[]> octets = surroundings.disk().read(directory.resolve(NAME), MOST);
        if (octets.isEmpty()) {
            return;
        }
        List<Line> lines = new ArrayList<>();
        String text = new String(octets.get(), StandardCharsets.UTF_8);
        if (text.endsWith("\n\n")) {
            text.lines().filter(line -> !line.isEmpty()).forEach(line -> lines.add(Line.parse(directory, line)));
        }
        boolean came = lines.stream().allMatch(line -> list.uidOf(line.base()).isPresent());
        LOG.warn(
                "{}: {} of {} messages, begun by a process that stopped",
                directory,
                came ? "end" : "undo",
                lines.size());
        for (Line line : lines) {
            if (!came) {
                delete(directory, surroundings, line.base());
            } else if (line.from().isPresent()) {
                delete(line.from().get(), surroundings, line.fromBase());
            }
        }
        end(directory);
        surroundings.disk().forceDirectory(directory);
    }

    private static void delete(Path directory, Surroundings surroundings, String base) throws IOException {
        if (!Files.isDirectory(Listing.Directory.CUR.in(directory))) {
            return;
        }
        for (int names = 0; names < MOST_NAMES; names++) {
            Optional<Listing.Place> place = Listing.find(directory, surroundings, base);
            if (place.isEmpty()) {
                return;
            }
            Files.deleteIfExists(directory.resolve(place.get().path(base, surroundings.delimiter())));
            surroundings.disk().forceDirectory(place.get().directory().in(directory));
        }
    }
}
