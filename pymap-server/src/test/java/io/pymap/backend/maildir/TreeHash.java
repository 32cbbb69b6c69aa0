package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All that is in a directory, so that two moments can be compared. */
final class TreeHash {

    private TreeHash() {}

    /**
     * Names of files, with their content or where they link to.
     *
     * @param which what counts; nothing counts that is in a directory which does not
     */
    static SortedMap<String, String> of(Path directory, Predicate<Path> which) throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        gather(directory, directory, which, found);
        return found;
    }

    private static void gather(Path root, Path path, Predicate<Path> which, SortedMap<String, String> found)
            throws IOException {
        if (!which.test(path)) {
            return;
        }
        boolean link = Files.isSymbolicLink(path);
        boolean directory = !link && Files.isDirectory(path);
        String content = link
                ? "-> " + Files.readSymbolicLink(path)
                : directory ? "directory" : new String(Files.readAllBytes(path), ISO_8859_1);
        found.put(root.relativize(path).toString(), content);
        if (directory) {
            for (Path child : Disk.children(path)) {
                gather(root, child, which, found);
            }
        }
    }
}
