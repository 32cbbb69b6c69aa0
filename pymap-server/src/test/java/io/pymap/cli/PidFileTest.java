package io.pymap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    Path directory;

    @Test
    void holdsTheNumberUntilItIsClosed() throws IOException {
        Path path = directory.resolve("a.pid");

        try (PidFile file = PidFile.create(path)) {
            file.write(4711);
            assertThat(path).hasContent("4711\n");
        }

        assertThat(path).doesNotExist();
    }

    @Test
    void takesOverWhatADeadProcessHasLeft() throws IOException {
        Path path = Files.writeString(directory.resolve("a.pid"), "1234567890\n");

        try (PidFile file = PidFile.create(path)) {
            file.write(1);
            assertThat(path).hasContent("1\n");
        }
    }

    @Test
    void refusesAFileThatIsHeld() throws IOException {
        Path path = directory.resolve("a.pid");

        try (PidFile file = PidFile.create(path)) {
            file.write(1);
            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> PidFile.create(path))
                    .withMessageContaining("--pid-file");
            assertThat(path).hasContent("1\n");
        }
    }

    @Test
    void saysWhereItCannotWrite() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> PidFile.create(directory.resolve("missing").resolve("a.pid")))
                .withMessageContaining("a.pid: cannot write");
    }
}
