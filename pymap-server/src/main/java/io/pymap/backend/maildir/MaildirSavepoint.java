package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.pymap.backend.FixtureBackend;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of all files of a backend, in a temporary directory. */
final class MaildirSavepoint implements FixtureBackend.Savepoint {

    private static final Logger LOG = LoggerFactory.getLogger(MaildirSavepoint.class);
    private static final int ATTEMPTS = 100;

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
                    copy(place, copy);
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
                    delete(place);
                }
            }
            for (Map.Entry<Path, Path> copy : copies.entrySet()) {
                copy(copy.getValue(), copy.getKey());
            }
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    @Override
    public void close() {
        try {
            delete(kept);
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    /** Without locks: whoever has one has it on the original. Other servers may be at work there, and take files away. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".lock")) {
                    return FileVisitResult.CONTINUE;
                }
                Path target = to.resolve(from.relativize(file));
                try {
                    Files.copy(file, target, COPY_ATTRIBUTES, REPLACE_EXISTING, NOFOLLOW_LINKS);
                } catch (NoSuchFileException e) {
                    LOG.debug("{} is gone", file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                return goneOrFailed(file, failure);
            }
        });
    }

    /** As often as another server puts something there meanwhile. */
    private static void delete(Path place) throws IOException {
        for (int attempt = 1; Files.exists(place, NOFOLLOW_LINKS); attempt++) {
            try {
                deleteOnce(place);
            } catch (DirectoryNotEmptyException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static void deleteOnce(Path place) throws IOException {
        Files.walkFileTree(place, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                return goneOrFailed(file, failure);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static FileVisitResult goneOrFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            LOG.debug("{} is gone", file);
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }
}
