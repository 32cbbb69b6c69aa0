package io.pymap.cli.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that client and server find without being told where it is. */
enum LocalFile {
    CONFIG("PYMAP_ADMIN_CONFIG", "pymap-admin.conf"),
    TOKEN("PYMAP_ADMIN_TOKEN_FILE", "pymap-admin.token"),
    SOCKET("PYMAP_ADMIN_SOCKET", "pymap-admin.sock");

    private final String variable;
    private final String fileName;

    LocalFile(String variable, String fileName) {
        this.variable = variable;
        this.fileName = fileName;
    }

    /** Where the environment says it is. */
    Optional<Path> named(Terminal terminal) {
        return terminal.variable(variable).map(Path::of);
    }

    /** Where a user keeps it. */
    Path home(Terminal terminal) {
        Path config = terminal.variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(terminal.variable("HOME").orElse(System.getProperty("user.home")), ".config"));
        return config.resolve("pymap").resolve(fileName);
    }

    /** Where a server puts it that is told nothing else. */
    private Path temporary(Terminal terminal) {
        return Path.of(terminal.variable("TMPDIR").orElse(System.getProperty("java.io.tmpdir")), "pymap", fileName);
    }

    /**
     * The one of those that nobody has named, if there is one. Anybody can put something into the directory for temporary
     * files, so only what is the user's own counts there, or what the administrator has put there.
     */
    Optional<Path> usual(Terminal terminal) {
        Path home = home(terminal);
        if (Files.exists(home)) {
            return Optional.of(home);
        }
        return Optional.of(temporary(terminal)).filter(path -> Files.exists(path) && isTrusted(path));
    }

    private static boolean isTrusted(Path path) {
        try {
            String owner = Files.getOwner(path).getName();
            return owner.equals(System.getProperty("user.name")) || owner.equals("root");
        } catch (IOException e) {
            return false;
        }
    }
}
