package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and directories with all that is in them. Links are not followed. */
public final class FileTree {

    private static final Logger LOG = LoggerFactory.getLogger(FileTree.class);
    private static final int ATTEMPTS = 100;

    private FileTree() {}

    /** But for locks: whoever has one has it on the original. Other servers may be at work there, and take files away. */
    static void copy(Path from, Path to) throws IOException {
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

    /** All of it, as often as another program puts something there meanwhile. Nothing where there is nothing. */
    public static void delete(Path place) throws IOException {
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
