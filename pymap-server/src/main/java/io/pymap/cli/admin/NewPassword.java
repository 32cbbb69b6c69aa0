package io.pymap.cli.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a new password comes from: a person who is asked, or a file. */
final class NewPassword {

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Take the password from the first line of that file. Without it you are asked.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--no-password", description = "No password: the user cannot log in by one.")
    private boolean none;

    /** Nothing for none. */
    Optional<String> read(Terminal terminal) {
        if (none) {
            return Optional.empty();
        }
        return Optional.of(file.map(NewPassword::firstLine).orElseGet(() -> terminal.password("Password: ")));
    }

    static String firstLine(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Terminal.firstLine(in);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot read the password", e);
        }
    }
}
