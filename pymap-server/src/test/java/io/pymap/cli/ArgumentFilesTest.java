package io.pymap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentFilesTest {

    @TempDir
    Path directory;

    private final ArgumentFiles files = new ArgumentFiles(Map.of("NAME", "ann", "_x1", "y"));

    private String file(String name, String content) throws IOException {
        return "@" + Files.writeString(directory.resolve(name), content);
    }

    @Test
    void takesEachLineForOneArgument() throws IOException {
        String file = file("a", "--user\nann smith:x y\n\n# no comment\r\n--debug");

        assertThat(files.expand(List.of("first", file, "last")))
                .containsExactly("first", "--user", "ann smith:x y", "", "# no comment", "--debug", "last");
    }

    @Test
    void expandsFilesInFiles() throws IOException {
        String inner = file("inner", "b\n");

        assertThat(files.expand(List.of(file("outer", "a\n" + inner + "\nc")))).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @CsvSource({"$NAME,ann", "${NAME}s,anns", "a$$b,a$b", "$$NAME,$NAME", "$_x1!,y!", "$NAME$NAME,annann", "x,x"})
    void putsVariablesIn(String line, String expected) throws IOException {
        assertThat(files.expand(List.of(file("a", line)))).containsExactly(expected);
    }

    @Test
    void leavesOtherArgumentsAlone() {
        assertThat(files.expand(List.of("$NAME", "a@b", "$"))).containsExactly("$NAME", "a@b", "$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "a$ b", "${NAME", "${}", "$1", "100$"})
    void refusesLoneDollars(String line) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> files.expand(List.of(file("a", "ok\n" + line))))
                .withMessageContaining("line 2")
                .withMessageContaining("$$");
    }

    @Test
    void namesTheMissingVariable() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> files.expand(List.of(file("a", "${NOBODY}"))))
                .withMessage("Missing environment variable: $NOBODY");
    }

    @Test
    void namesTheMissingFile() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> files.expand(List.of("@no-such-file")))
                .withMessage("@no-such-file: no such file");
    }

    @Test
    void refusesFilesThatNameThemselves() throws IOException {
        Path file = directory.resolve("self");
        Files.writeString(file, "@" + file);

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> files.expand(List.of("@" + file)))
                .withMessageContaining("one in another");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Path file = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE});

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> files.expand(List.of("@" + file)))
                .withMessageContaining("UTF-8");
    }
}
