package io.pymap.disk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.disk.PowerLoss.Variant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That wrong orders are found, and right ones pass: the small things that a mail store is made of. */
class PowerLossModelTest {

    private static final FileTime DATE = FileTime.from(Instant.ofEpochSecond(1_000_000_000));

    @TempDir(factory = InMemory.class)
    Path directory;

    private JournalledFileSystem fileSystem;
    private Path root;
    private int targets;

    @BeforeEach
    void begin() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        for (String name : List.of("tmp", "new", "cur")) {
            Files.createDirectory(real.resolve(name));
        }
        Files.writeString(real.resolve("list"), "1 :old\n");
        Files.writeString(real.resolve("cur/old"), "old");
        fileSystem = JournalledFileSystem.over(real);
        root = fileSystem.root();
    }

    /** Letters: w write, f force file, t set the date, r rename, d force directory, l append to the list, k force it. */
    @ParameterizedTest
    @ValueSource(strings = {"wtfrdlk", "wftfrdlk", "wtfrlkd"})
    void findsNothingWrongWithTheRightOrder(String order) throws IOException {
        deliver(order);

        assertThat(losses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wtrdlk", // the content is never forced
                "wtfrlk", // the directory is never forced
                "wftrdlk", // the date comes after the force
                "wtfrdl", // the list is never forced
                "twfrdlk" // to write takes the date away
            })
    void findsAcknowledgedMessagesThatAreLostOrChanged(String order) throws IOException {
        deliver(order);

        assertThat(losses()).isNotEmpty();
    }

    @Test
    void losesNothingThatIsForced() throws IOException {
        deliver("wtfrdlk");

        SortedMap<String, String> left = Trees.of(left(Variant.FORCED, 0));

        assertThat(left).containsEntry("new/m", "message").containsEntry("list", "1 :old\n2 :m\n");
        assertThat(left)
                .doesNotContainKey("tmp/m"); // nobody has forced that directory, neither to have it nor to lose it
    }

    @Test
    void leavesAnEmptyFileWhereOnlyItsNameIsForced() throws IOException {
        deliver("wrd");

        assertThat(Trees.of(left(Variant.FORCED, 0))).containsEntry("new/m", "");
    }

    @Test
    void keepsTheContentOfAFileButNotItsName() throws IOException {
        Path file = root.resolve("new/m");
        write(file, "message");
        force(file);

        assertThat(Trees.of(left(Variant.FORCED, 0))).doesNotContainKey("new/m");
        force(root.resolve("new"));
        assertThat(Trees.of(left(Variant.FORCED, 0))).containsEntry("new/m", "message");
    }

    @Test
    void losesWhatIsInADirectoryThatWasNotForced() throws IOException {
        Files.createDirectory(root.resolve("box"));
        Files.createDirectory(root.resolve("box/cur"));
        force(root.resolve("box"));
        assertThat(Trees.of(left(Variant.FORCED, 0))).doesNotContainKey("box");

        force(root);

        assertThat(Trees.of(left(Variant.FORCED, 0))).containsKeys("box", "box/cur");
    }

    /** MOVE between mailboxes: link, force, unlink. */
    @Test
    void neverLosesWhatIsLinkedAndForcedBeforeItIsUnlinked() throws IOException {
        Files.createLink(root.resolve("new/m"), root.resolve("cur/old"));
        force(root.resolve("new"));
        Files.delete(root.resolve("cur/old"));
        force(root.resolve("cur"));

        for (SortedMap<String, String> tree : everythingThatMayBeLeft()) {
            assertThat(tree.containsKey("new/m") || tree.containsKey("cur/old")).isTrue();
        }
        assertThat(Trees.of(left(Variant.FORCED, 0)))
                .containsEntry("new/m", "old")
                .doesNotContainKey("cur/old");
    }

    @Test
    void losesWhatIsUnlinkedFirst() throws IOException {
        Files.createLink(root.resolve("new/m"), root.resolve("cur/old"));
        Files.delete(root.resolve("cur/old"));
        force(root.resolve("cur"));

        assertThat(Trees.of(left(Variant.FORCED, 0))).doesNotContainKeys("new/m", "cur/old");
    }

    @Test
    void neverLosesAFileToItsRename() throws IOException {
        Files.move(root.resolve("cur/old"), root.resolve("new/m"), StandardCopyOption.ATOMIC_MOVE);

        Set<Set<String>> names = new HashSet<>();
        for (SortedMap<String, String> tree : everythingThatMayBeLeft()) {
            Set<String> here = new TreeSet<>(tree.keySet());
            here.retainAll(Set.of("cur/old", "new/m"));
            names.add(here);
        }
        assertThat(names).containsExactlyInAnyOrder(Set.of("cur/old"), Set.of("new/m"), Set.of("cur/old", "new/m"));
    }

    @Test
    void replacesAFileByRenameAllOrNothing() throws IOException {
        Path fresh = root.resolve("list.tmp");
        write(fresh, "rewritten\n");
        force(fresh);
        Files.move(fresh, root.resolve("list"), StandardCopyOption.ATOMIC_MOVE);

        Set<String> lists = new HashSet<>();
        for (SortedMap<String, String> tree : everythingThatMayBeLeft()) {
            lists.add(tree.getOrDefault("list", "none"));
        }
        assertThat(lists).containsExactlyInAnyOrder("1 :old\n", "rewritten\n");
    }

    @Test
    void keepsFirstPartsOfWrites() throws IOException {
        Files.write(root.resolve("list"), "2 :x\n".getBytes(US_ASCII), APPEND);
        Files.write(root.resolve("list"), "3 :y\n".getBytes(US_ASCII), APPEND);

        Set<String> lists = new HashSet<>();
        for (SortedMap<String, String> tree : everythingThatMayBeLeft()) {
            lists.add(tree.getOrDefault("list", "none"));
        }
        assertThat(lists)
                .allMatch("1 :old\n2 :x\n3 :y\n"::startsWith)
                .allMatch(list -> list.startsWith("1 :old\n"))
                .contains("1 :old\n", "1 :old\n2 :x\n", "1 :old\n2 :x\n3 :y\n", "1 :old\n2 :", "1 :old\n2 :x\n3 ");
    }

    @Test
    void tearsTheWriteThatTheKillHit() throws IOException {
        Files.write(root.resolve("list"), "2 :xy\n".getBytes(US_ASCII), APPEND);

        assertThat(Trees.of(left(Variant.TORN, 0))).containsEntry("list", "1 :old\n2 :");
        assertThat(Trees.of(left(Variant.EVERYTHING, 0))).containsEntry("list", "1 :old\n2 :xy\n");
    }

    /** Does the steps of a delivery in that order; the message is acknowledged after the last. */
    private void deliver(String order) throws IOException {
        Path message = root.resolve("tmp/m");
        Path list = root.resolve("list");
        Files.createFile(message);
        for (char step : order.toCharArray()) {
            switch (step) {
                case 'w' -> Files.write(message, "message".getBytes(US_ASCII));
                case 'f' -> force(message);
                case 't' -> Files.setLastModifiedTime(message, DATE);
                case 'r' -> message = Files.move(message, root.resolve("new/m"), StandardCopyOption.ATOMIC_MOVE);
                case 'd' -> force(root.resolve("new"));
                case 'l' -> Files.write(list, "2 :m\n".getBytes(US_ASCII), APPEND);
                case 'k' -> force(list);
                default -> throw new IllegalArgumentException("unknown step " + step);
            }
        }
    }

    /** What is wrong after the acknowledgement. */
    private Set<String> losses() throws IOException {
        Set<String> losses = new TreeSet<>();
        for (int seed = 0; seed < 50; seed++) {
            Path left = left(seed == 0 ? Variant.FORCED : Variant.SOME, seed);
            SortedMap<String, String> tree = Trees.of(left);
            if (!"message".equals(tree.get("new/m"))) {
                losses.add("message: " + tree.get("new/m"));
            } else if (!Files.getLastModifiedTime(left.resolve("new/m")).equals(DATE)) {
                losses.add("date");
            }
            if (!"1 :old\n2 :m\n".equals(tree.get("list"))) {
                losses.add("list: " + tree.get("list"));
            }
        }
        return losses;
    }

    private List<SortedMap<String, String>> everythingThatMayBeLeft() throws IOException {
        Set<SortedMap<String, String>> trees = new HashSet<>();
        for (int prefix = fileSystem.journal().begin();
                prefix <= fileSystem.journal().length();
                prefix++) {
            for (int seed = 0; seed < 60; seed++) {
                trees.add(Trees.of(left(prefix, Variant.SOME, seed)));
            }
        }
        return List.copyOf(trees);
    }

    private Path left(Variant variant, long seed) throws IOException {
        return left(fileSystem.journal().length(), variant, seed);
    }

    private Path left(int prefix, Variant variant, long seed) throws IOException {
        Path target = directory.resolve("left" + targets++);
        PowerLoss.of(fileSystem.journal(), prefix, variant, seed).materialise(target);
        return target;
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, READ)) {
            channel.force(true);
        }
    }
}
