package io.pymap.disk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.disk.PowerLoss.Variant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalledFileSystemTest {

    @TempDir(factory = InMemory.class)
    Path directory;

    private Path real;
    private JournalledFileSystem fileSystem;
    private Path root;

    @BeforeEach
    void begin() throws IOException {
        real = Files.createDirectory(directory.resolve("real"));
        Files.createDirectory(real.resolve("box"));
        Files.writeString(real.resolve("box/there"), "before");
        fileSystem = JournalledFileSystem.over(real);
        root = fileSystem.root();
    }

    @Test
    void notesDownEveryChange() throws IOException {
        Path file = root.resolve("box/new");
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            channel.write(ascii("abc"));
            channel.write(ascii("def"));
            channel.force(true);
            channel.truncate(4);
        }
        Files.createLink(root.resolve("box/link"), file);
        Files.move(file, root.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
        force(root);
        Files.setLastModifiedTime(root.resolve("moved"), FileTime.from(Instant.EPOCH));
        Files.delete(root.resolve("box/link"));
        Files.createDirectory(root.resolve("dir"));
        Files.delete(root.resolve("dir"));

        Journal journal = fileSystem.journal();
        assertThat(journal.tail(journal.length(), 100).replaceAll("(?m)^\\d+ ", ""))
                .isEqualTo("""
                        enter box/new #3
                        write box/new #3 0+3
                        write box/new #3 3+3
                        force box/new #3
                        truncate box/new #3 to 4
                        enter box/link #3
                        rename box/new #3 -> moved
                        force  #0
                        touch moved #3 1970-01-01T00:00:00Z
                        leave box/link #3
                        enter dir #4
                        leave dir #4
                        """);
    }

    @Test
    void readsAndWritesAsTheRealOne() throws IOException {
        Path file = root.resolve("box/there");

        Files.write(file, ascii(" and after").array(), APPEND);
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            channel.write(ascii("B"), 0);
            channel.position(7).write(new ByteBuffer[] {ascii("A"), ascii("N")});
        }
        Files.copy(file, root.resolve("copy"));

        assertThat(Files.readString(file)).isEqualTo("Before ANd after");
        assertThat(Files.readString(real.resolve("copy"))).isEqualTo("Before ANd after");
        assertThat(Files.size(file)).isEqualTo(16);
        assertThat(Files.exists(root.resolve("box/not"))).isFalse();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(root)) {
            assertThat(paths).containsExactlyInAnyOrder(root.resolve("box"), root.resolve("copy"));
        }
        assertThatThrownBy(() -> FileChannel.open(file, CREATE_NEW, WRITE))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> Files.move(root.resolve("not"), file, StandardCopyOption.ATOMIC_MOVE))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Files.move(root.resolve("copy"), file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void refusesWhatLeadsOutOfTheTree() {
        assertThatThrownBy(() -> Files.createDirectory(root.resolve("../elsewhere")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Files.move(root.resolve("box"), root.resolve("../elsewhere")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(directory.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void watchesDirectories() throws IOException, InterruptedException {
        try (WatchService watcher = fileSystem.newWatchService()) {
            WatchKey registered = root.resolve("box").register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            Files.writeString(real.resolve("box/delivered"), "x");

            WatchKey key = watcher.poll(10, TimeUnit.SECONDS);

            assertThat(key).isSameAs(registered);
            assertThat(key.watchable()).isEqualTo(root.resolve("box"));
            Object context = key.pollEvents().get(0).context();
            assertThat(root.resolve("box").resolve((Path) context)).isEqualTo(root.resolve("box/delivered"));
        }
    }

    @Test
    void hasNoRoomWhenToldSo() throws IOException {
        Files.createDirectory(root.resolve("one"));
        fileSystem.journal().meet(Obstacle.full());

        assertThatThrownBy(() -> Files.createDirectory(root.resolve("two"))).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> Files.writeString(root.resolve("box/there"), "x", APPEND))
                .hasMessageContaining("No space left on device");
        Files.delete(root.resolve("one"));
        Files.move(root.resolve("box/there"), root.resolve("box/other"), StandardCopyOption.ATOMIC_MOVE);
        fileSystem.journal().meet(Obstacle.NONE);
        Files.createDirectory(root.resolve("three"));
        assertThat(Files.readString(root.resolve("box/other"))).isEqualTo("before");
    }

    @Test
    void changesNothingWhereItMayOnlyBeRead() throws IOException {
        SortedMap<String, String> before = Trees.of(real);
        fileSystem.journal().meet(Obstacle.readOnly());

        Path there = root.resolve("box/there");
        List<ThrowingCallable> changes = List.of(
                () -> Files.createFile(root.resolve("new")),
                () -> Files.createLink(root.resolve("link"), there),
                () -> Files.move(there, root.resolve("other"), StandardCopyOption.ATOMIC_MOVE),
                () -> Files.delete(there),
                () -> Files.setLastModifiedTime(there, FileTime.fromMillis(0)),
                () -> Files.writeString(there, "other", WRITE));
        assertThat(changes)
                .allSatisfy(change -> assertThatThrownBy(change)
                        .isInstanceOf(FileSystemException.class)
                        .hasMessageContaining("Read-only file system"));

        assertThat(Files.readString(there)).isEqualTo("before");
        assertThat(Trees.of(real)).isEqualTo(before);
    }

    /** What is left where all is left equals what is really there, times included, after any sequence of changes. */
    @Test
    void buildsWhatIsThere() throws IOException {
        long seed = Long.getLong("pymap.seed", System.nanoTime());
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<Path> directories = new ArrayList<>(List.of(root, root.resolve("box")));
        for (int i = 0; i < 300; i++) {
            change(random, directories, i);
        }

        Path target = directory.resolve("target");
        PowerLoss.of(fileSystem.journal(), fileSystem.journal().length(), Variant.EVERYTHING, 0)
                .materialise(target);

        assertThat(Trees.of(target)).isEqualTo(Trees.of(real));
        for (String path : new TreeMap<>(Trees.of(real)).keySet()) {
            if (Files.isRegularFile(real.resolve(path))) {
                assertThat(Files.getLastModifiedTime(target.resolve(path)).to(TimeUnit.SECONDS))
                        .as(path)
                        .isCloseTo(
                                Files.getLastModifiedTime(real.resolve(path)).to(TimeUnit.SECONDS), Offset.offset(1L));
            }
        }
    }

    private void change(SplittableRandom random, List<Path> directories, int number) throws IOException {
        Path parent = directories.get(random.nextInt(directories.size()));
        Path fresh = parent.resolve("f" + number);
        List<Path> files = files();
        Path file = files.get(random.nextInt(files.size()));
        switch (random.nextInt(9)) {
            case 0 -> directories.add(Files.createDirectory(parent.resolve("d" + number)));
            case 1 -> Files.createLink(fresh, file);
            case 2 -> Files.move(file, fresh, StandardCopyOption.ATOMIC_MOVE);
            case 3 -> {
                Path over = files.get(random.nextInt(files.size()));
                Files.move(file, over, StandardCopyOption.ATOMIC_MOVE);
            }
            case 4 -> Files.setLastModifiedTime(file, FileTime.fromMillis(random.nextInt(1_000_000_000)));
            case 5 -> {
                if (files.size() > 3) {
                    Files.delete(file);
                }
            }
            case 6 -> Files.write(file, ascii("rewritten").array());
            case 7 -> Files.write(file, ascii("added " + number).array(), APPEND);
            default -> Files.write(fresh, ascii("new " + number).array());
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Trees.of(root).forEach((path, text) -> files.add(root.resolve(path)));
        files.removeIf(Files::isDirectory);
        return files;
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, READ)) {
            channel.force(true);
        }
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }
}
