package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The files of messages in {@code new} and {@code cur} at one moment.
 *
 * @param files by base name
 * @param times of the directories, from before they were read
 * @param settled whether no directory has changed while it was read
 */
record Listing(Map<String, Place> files, Times times, boolean settled) {

    /** How often directories are read before it is believed that a file is gone. */
    private static final int ATTEMPTS = 5;

    /** The directories of a folder. */
    enum Directory {
        NEW,
        CUR,
        TMP
    }

    /**
     * Where a file lies.
     *
     * @param info the letters of its flags
     */
    record Place(Directory directory, String info) {

        static final Place NEW = new Place(Directory.NEW, "");

        /** Of a message that has been removed. */
        static final Place TMP = new Place(Directory.TMP, "");

        /** Until the directories have been read. */
        static final Place UNKNOWN = cur("?");

        static Place cur(String info) {
            return new Place(Directory.CUR, info);
        }

        boolean isNew() {
            return directory == Directory.NEW;
        }

        /** Below the directory of the folder. */
        String path(String base, char delimiter) {
            return switch (directory) {
                case NEW -> "new/" + base;
                case CUR -> "cur/" + base + delimiter + "2," + info;
                case TMP -> "tmp/" + base;
            };
        }
    }

    /** When the two directories were changed last. */
    record Times(FileTime ofNew, FileTime ofCur) {

        static Times of(Path directory) throws IOException {
            return new Times(time(directory.resolve("new")), time(directory.resolve("cur")));
        }

        private static FileTime time(Path directory) throws IOException {
            return Files.getLastModifiedTime(directory, NOFOLLOW_LINKS);
        }

        /** Whether another change could have come so soon after the last one that the clock of the disk did not tell. */
        boolean mayRepeatAt(long epochMillis) {
            return Math.max(ofNew.toMillis(), ofCur.toMillis()) > epochMillis - 20;
        }
    }

    /**
     * Reads both directories. A file that gets another name meanwhile may not show at all, so they are read again as long
     * as something is missing and they change.
     *
     * @param isMissing told of what was found, says whether that can be all
     */
    static Listing read(Path directory, char delimiter, Predicate<Map<String, Place>> isMissing) throws IOException {
        Map<String, Place> files = new HashMap<>();
        Times times = Times.of(directory);
        for (int attempt = 1; ; attempt++) {
            files.putAll(list(directory, delimiter));
            Times after = Times.of(directory);
            boolean settled = after.equals(times);
            if (settled || attempt == ATTEMPTS || !isMissing.test(files)) {
                return new Listing(files, times, settled);
            }
            times = after;
        }
    }

    private static Map<String, Place> list(Path directory, char delimiter) throws IOException {
        Map<String, Place> files = new HashMap<>();
        // First new, as files go from there to cur.
        list(directory.resolve("new"), true, delimiter, files);
        list(directory.resolve("cur"), false, delimiter, files);
        return files;
    }

    private static void list(Path directory, boolean isNew, char delimiter, Map<String, Place> files)
            throws IOException {
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
    }
}
