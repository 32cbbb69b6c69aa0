package io.pymap.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * Makes the command by which an image asks whether its server is well, when the image is built: a script where the base has a shell
 * and a wget, else the {@code java} command, for {@link HealthCheck}. It runs every second, and a JVM would cost ten times as much.
 */
final class HealthCommand {

    /**
     * Waits a little for a server that is about to be ready, as the next check comes a second later. Not by a proxy, which engines may
     * name in the environment. It is given the arguments for java, and has no use for them.
     */
    private static final String SCRIPT = """
            #!/bin/sh
            for attempt in 1 2 3 4 5; do
              wget -q -Y off -O /dev/null "http://127.0.0.1:${PYMAP_SERVER_CONTROL_PORT:-8143}/health" && exit 0
              sleep 0.1
            done
            exit 1
            """;

    private HealthCommand() {}

    public static void main(String[] arguments) throws IOException {
        make(Path.of(arguments[0]), Path.of("/bin/sh"), System.getenv("PATH"));
    }

    /** @param path directories in which commands are, as in the variable of that name */
    static void make(Path file, Path shell, String path) throws IOException {
        boolean scripts = Files.isExecutable(shell)
                && Arrays.stream(path.split(File.pathSeparator))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "wget")));
        if (scripts) {
            Files.writeString(file, SCRIPT);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } else {
            Files.createSymbolicLink(file, Path.of(System.getProperty("java.home"), "bin", "java"));
        }
    }
}
