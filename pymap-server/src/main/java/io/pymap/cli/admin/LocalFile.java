package io.pymap.cli.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A file that client and server find without being told where it is. */
public enum LocalFile {
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
    public Optional<Path> named(Map<String, String> environment) {
        return variable(environment, variable).map(Path::of);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Where a user keeps it. */
    Path home(Map<String, String> environment) {
        Path config = variable(environment, "XDG_CONFIG_HOME")
                .map(Path::of)
                .orElseGet(() ->
                        Path.of(variable(environment, "HOME").orElse(System.getProperty("user.home")), ".config"));
        return config.resolve("pymap").resolve(fileName);
    }

    /** Where a server puts it that is told nothing else. */
    public Path temporary(Map<String, String> environment) {
        String directory = variable(environment, "TMPDIR").orElse(System.getProperty("java.io.tmpdir"));
        return Path.of(directory, "pymap", fileName);
    }

    /** The file of the same purpose beside another one. */
    public Path beside(Path other) {
        return other.resolveSibling(fileName);
    }

    /**
     * The one of those that nobody has named, if there is one. Anybody can put something into the directory for temporary
     * files, so only what is the user's own counts there, or what the administrator has put there.
     */
    Optional<Path> usual(Map<String, String> environment) {
        Path home = home(environment);
        if (Files.exists(home)) {
            return Optional.of(home);
        }
        return Optional.of(temporary(environment)).filter(path -> Files.exists(path) && isTrusted(path));
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
