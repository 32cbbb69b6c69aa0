package io.pymap.backend.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All that is in a directory, so that two moments can be compared. */
final class TreeHash {

    private TreeHash() {}

    /** Names of files, with their content or where they link to. */
    static SortedMap<String, String> of(Path directory, Predicate<Path> which) throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(which).toList()) {
                String content = Files.isSymbolicLink(path)
                        ? "-> " + Files.readSymbolicLink(path)
                        : Files.isDirectory(path) ? "directory" : Files.readString(path);
                found.put(directory.relativize(path).toString(), content);
            }
        }
        return found;
    }
}
