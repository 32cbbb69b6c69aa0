package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The files of messages in {@code new} and {@code cur} at one moment.
 *
 * @param files by base name
 * @param times of the directories, from before they were read
 * @param certain whether any change since then shows in these times
 * @param doubled base names that were in {@code new} as well as in {@code cur}, where they are told to be
 */
record Listing(Map<String, Place> files, Times times, boolean certain, Set<String> doubled) {

    /** Changes that follow each other faster than this may have the same time. */
    static final Duration CLOCK_TICK = Duration.ofMillis(20);

    /** How often directories are read before it is believed that a file is gone. */
    private static final int ATTEMPTS = 5;

    /** The directories of a folder. */
    enum Directory {
        CUR,
        NEW,
        TMP;

        private final String fileName = name().toLowerCase(Locale.ROOT);

        /** The one of a folder. */
        Path in(Path folder) {
            return folder.resolve(fileName);
        }

        /**
         * As {@link #in}, for those who are about to write.
         *
         * @throws FileSystemException where it is a link, and leads anywhere
         */
        Path requiredIn(Path folder) throws IOException {
            Path directory = in(folder);
            attributes(directory);
            return directory;
        }

        private static BasicFileAttributes attributes(Path directory) throws IOException {
            BasicFileAttributes found = Files.readAttributes(directory, BasicFileAttributes.class, NOFOLLOW_LINKS);
            if (!found.isDirectory()) {
                throw new FileSystemException(directory.toString(), null, "Expected a directory");
            }
            return found;
        }
    }

    /**
     * Where a file lies.
     *
     * @param info the letters of its flags; in {@code tmp}, where it has none, its name
     */
    record Place(Directory directory, String info) {

        static final Place NEW = new Place(Directory.NEW, "");

        /** Until the directories have been read. */
        static final Place UNKNOWN = cur("?");

        static Place cur(String info) {
            return new Place(Directory.CUR, info);
        }

        /** Of a message that has been removed. */
        static Place tmp(String name) {
            return new Place(Directory.TMP, name);
        }

        boolean isNew() {
            return directory == Directory.NEW;
        }

        boolean isTmp() {
            return directory == Directory.TMP;
        }

        /** Below the directory of the folder. */
        String path(String base, char delimiter) {
            return switch (directory) {
                case NEW -> "new/" + base;
                case CUR -> "cur/" + FileName.inCur(base, delimiter, info);
                case TMP -> "tmp/" + info;
            };
        }
    }

    /** When the two directories were changed last. */
    record Times(FileTime ofNew, FileTime ofCur) {

        static Times of(Path directory) throws IOException {
            return new Times(
                    Directory.attributes(Directory.NEW.in(directory)).lastModifiedTime(),
                    Directory.attributes(Directory.CUR.in(directory)).lastModifiedTime());
        }

        /** Whether another change at that time may have the same time as the last one: the clock of a disk is coarse. */
        private boolean mayRepeatAt(Instant instant) {
            long last = Math.max(ofNew.toMillis(), ofCur.toMillis());
            return last > instant.minus(CLOCK_TICK).toEpochMilli();
        }
    }

    /**
     * Reads both directories. A file that gets another name meanwhile may not show at all, so they are read again as long
     * as something is missing and they may have changed.
     *
     * @param isMissing told of what was found, says whether that can be all
     */
    static Listing read(Path directory, Surroundings surroundings, Predicate<Map<String, Place>> isMissing)
            throws IOException {
        Map<String, Place> files = new HashMap<>();
        for (int attempt = 1; ; attempt++) {
            Instant start = surroundings.locks().machine().instant();
            Times times = Times.of(directory);
            Set<String> doubled = new HashSet<>();
            files.putAll(list(directory, surroundings.delimiter(), doubled));
            boolean certain = Times.of(directory).equals(times) && !times.mayRepeatAt(start);
            if (certain || attempt == ATTEMPTS || !isMissing.test(files)) {
                return new Listing(files, times, certain, doubled);
            }
        }
    }

    /** Where the file of that base name lies, if anywhere. */
    static Optional<Place> find(Path directory, Surroundings surroundings, String base) throws IOException {
        Listing listing = read(directory, surroundings, found -> !found.containsKey(base));
        return Optional.ofNullable(listing.files.get(base));
    }

    private static Map<String, Place> list(Path directory, char delimiter, Set<String> doubled) throws IOException {
        // First new, as files go from there to cur.
        Map<String, Place> files = list(Directory.NEW.in(directory), true, delimiter);
        list(Directory.CUR.in(directory), false, delimiter).forEach((base, place) -> {
            if (files.put(base, place) != null) {
                doubled.add(base);
            }
        });
        return files;
    }

    private static Map<String, Place> list(Path directory, boolean isNew, char delimiter) throws IOException {
        Map<String, Place> files = new HashMap<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
            for (Path path : names) {
                FileName name = FileName.parse(String.valueOf(path.getFileName()), delimiter);
                if (name.base().charAt(0) != '.' && UidList.canHold(name.base())) {
                    files.put(name.base(), isNew ? Place.NEW : Place.cur(name.info()));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }
}
