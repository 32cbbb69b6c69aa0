package io.pymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the commands work the images show, of bases with and without a shell. */
class HealthCommandTest {

    @TempDir
    Path root;

    private Path program(String name) throws IOException {
        return Files.createFile(
                root.resolve(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    private Path made() throws IOException {
        Path file = root.resolve("health");
        HealthCommand.make(file, root.resolve("sh"), "/nowhere:" + root);
        return file;
    }

    @Test
    void isAScriptWhereThereIsAShellAndAWget() throws IOException {
        program("sh");
        program("wget");

        assertThat(made()).isExecutable().content().startsWith("#!/bin/sh\n").contains("wget ");
    }

    @Test
    void isJavaWhereOneOfThemIsMissing() throws IOException {
        program("wget");

        assertThat(made().toRealPath()).isExecutable().hasFileName("java");
    }
}
