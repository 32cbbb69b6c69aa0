package io.pymap.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Temporary directories where no disk is waited for, if the machine has such a place. */
public final class InMemory implements TempDirFactory {

    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        boolean possible = Files.isDirectory(MEMORY) && Files.isWritable(MEMORY);
        return possible ? Files.createTempDirectory(MEMORY, "pymap") : Files.createTempDirectory("pymap");
    }
}
