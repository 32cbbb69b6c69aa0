package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.pymap.backend.FixtureBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies of all files of a backend, in a temporary directory. */
final class MaildirSavepoint implements FixtureBackend.Savepoint {

    private final MaildirBackend backend;
    private final Path kept;
    private final Map<Path, Path> copies = new LinkedHashMap<>(); // by place; only of what there was

    private MaildirSavepoint(MaildirBackend backend, Path kept) {
        this.backend = backend;
        this.kept = kept;
    }

    static MaildirSavepoint of(MaildirBackend backend) {
        try {
            MaildirSavepoint savepoint = new MaildirSavepoint(backend, Files.createTempDirectory("pymap-savepoint"));
            for (Path place : places(backend)) {
                if (Files.exists(place, NOFOLLOW_LINKS)) {
                    Path copy = savepoint.kept.resolve(String.valueOf(savepoint.copies.size()));
                    FileTree.copy(place, copy);
                    savepoint.copies.put(place, copy);
                }
            }
            return savepoint;
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    /** The users last: who is one has its mail. */
    private static List<Path> places(MaildirBackend backend) {
        List<Path> places = new ArrayList<>(backend.directories());
        places.addAll(backend.files());
        return places;
    }

    @Override
    public void restore() {
        backend.forget();
        try {
            for (Path place : places(backend)) {
                if (Files.isDirectory(place, NOFOLLOW_LINKS) || !copies.containsKey(place)) {
                    FileTree.delete(place);
                }
            }
            for (Map.Entry<Path, Path> copy : copies.entrySet()) {
                FileTree.copy(copy.getValue(), copy.getKey());
            }
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    @Override
    public void close() {
        try {
            FileTree.delete(kept);
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }
}
