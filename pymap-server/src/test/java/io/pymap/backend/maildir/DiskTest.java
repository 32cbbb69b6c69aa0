package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pymap.mailbox.MailboxException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiskTest {

    private final Disk disk = new Disk(Fsync.OPTIMIZED);

    @TempDir
    private Path directory;

    @Test
    void forcesUnlessToldNever() {
        assertThat(Stream.of(Fsync.values()).filter(fsync -> new Disk(fsync).forces()))
                .containsExactly(Fsync.OPTIMIZED, Fsync.ALWAYS);
    }

    @ParameterizedTest
    @EnumSource
    void writesReplacesAndAppends(Fsync fsync) throws IOException {
        Disk any = new Disk(fsync);
        Path file = directory.resolve("file");

        any.write(file, octets("one"));
        any.replace(file, octets("two\n"));
        any.append(file, octets("three\n"), () -> {});
        any.append(directory.resolve("other"), octets("new"), () -> {});
        any.forceDirectory(directory);

        assertThat(file).hasContent("two\nthree\n");
        assertThat(directory.resolve("other")).hasContent("new");
        assertThat(names()).containsExactly("file", "other");
    }

    @Test
    void writesNoFileThatIsThere() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "mine");

        assertThatThrownBy(() -> disk.write(file, octets("theirs"))).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(file).hasContent("mine");
    }

    @Test
    void followsNoLink() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "secret");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        Path hanging = Files.createSymbolicLink(directory.resolve("hanging"), directory.resolve("nowhere"));

        assertThatThrownBy(() -> disk.write(hanging, octets("x"))).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> disk.append(link, octets("x"), () -> {})).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> disk.read(link, 100)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> disk.forceDirectory(Files.createSymbolicLink(directory.resolve("away"), directory)))
                .isInstanceOf(IOException.class);
        disk.replace(link, octets("own"));

        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(target).hasContent("secret");
        assertThat(directory.resolve("nowhere")).doesNotExist();
    }

    @Test
    void leavesNoTemporaryFileWhereTheTargetCannotBeReplaced() throws IOException {
        Path target = directory.resolve("target");
        Files.createDirectories(target.resolve("full"));

        assertThatThrownBy(() -> disk.replace(target, octets("x"))).isInstanceOf(FileSystemException.class);

        assertThat(names()).containsExactly("target");
    }

    @Test
    void passesOverTemporaryFilesOfAnotherProcess() throws IOException {
        long pid = ProcessHandle.current().pid();
        Path left = Files.createFile(directory.resolve("file.P" + pid + "Q1.tmp"));

        disk.replace(directory.resolve("file"), octets("x"));

        assertThat(directory.resolve("file")).hasContent("x");
        assertThat(left).isEmptyFile();
    }

    @Test
    void createsFilesWithTheModeAskedFor() throws IOException {
        Path file = directory.resolve("file");

        disk.replace(
                file, octets("x"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void readsWhatIsThere() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[100]);

        assertThat(disk.read(file, 100)).contains(new byte[100]);
        assertThat(disk.read(Files.createFile(directory.resolve("empty")), 0)).contains(new byte[0]);
        assertThat(disk.read(directory.resolve("missing"), 100)).isEmpty();
        assertThat(disk.read(directory.resolve("missing/below"), 100)).isEmpty();
    }

    @Test
    void readsNoFileOverTheLimitAndNothingThatIsNoFile() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[100]);

        assertThatThrownBy(() -> disk.read(file, 99)).hasMessageContaining("at most 99 octets");
        assertThatThrownBy(() -> disk.read(directory, 99)).hasMessageContaining("regular file");
    }

    @Test
    void tellsOfADirectoryThatCannotBeForced() {
        assertThatThrownBy(() -> disk.forceDirectory(directory.resolve("missing")))
                .isInstanceOf(NoSuchFileException.class);
    }

    /** Linux has a file that is always full. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsOfAFullDiskAndOfNothingElse() {
        IOException failure =
                catchThrowableOfType(IOException.class, () -> disk.append(Path.of("/dev/full"), octets("x"), () -> {}));

        assertThat(failure).hasMessageContaining("No space left on device");
        assertThat(DiskFailure.of(failure)).isInstanceOf(MailboxException.OverQuota.class);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(US_ASCII);
    }
}
