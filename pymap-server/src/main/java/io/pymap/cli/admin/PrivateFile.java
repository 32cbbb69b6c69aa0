package io.pymap.cli.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Files that nobody else may read. */
public final class PrivateFile {

    private PrivateFile() {}

    /** Replaces the file as a whole; its directories are made where they are missing, for the user alone. */
    public static void write(Path file, String text) {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a directory");
        try {
            Files.createDirectories(directory, mode(directory, "rwx------"));
            Path fresh = Files.createTempFile(directory, ".pymap", "", mode(directory, "rw-------"));
            try {
                Files.writeString(fresh, text);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written; name a directory that is yours", e);
        }
    }

    private static FileAttribute<?>[] mode(Path where, String permissions) {
        boolean posix = where.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
