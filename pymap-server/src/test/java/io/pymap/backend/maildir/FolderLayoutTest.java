package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FolderLayoutTest {

    private static final MailboxName A = new MailboxName("A");
    private static final MailboxName B = new MailboxName("A/B");
    private static final MailboxName C = new MailboxName("A/B/C");

    private final Disk disk = new Disk(Fsync.OPTIMIZED);

    @TempDir
    private Path base;

    private FolderLayout layout(Layout layout) {
        return layout.below(root(), disk);
    }

    private Path root() {
        return base.resolve("john");
    }

    @ParameterizedTest
    @CsvSource({
        "INBOX, '', ''",
        "A, .A, A",
        "A/B, .A.B, A/B",
        "INBOX/x, .INBOX.x, INBOX/x",
        "inbox/x, .INBOX.x, INBOX/x",
        "caf\u00e9/a&b, .caf&AOk-.a&-b, caf&AOk-/a&-b",
        "lists/dovecot, .lists.dovecot, lists/dovecot",
        "a b*c%d\\e, .a b*c%d\\e, a b*c%d\\e"
    })
    void namesDirectoriesAsDovecotDoes(String name, String plusPlus, String fs) {
        MailboxName mailbox = new MailboxName(name);

        assertThat(layout(Layout.MAILDIR_PLUS_PLUS).directory(mailbox))
                .isEqualTo(plusPlus.isEmpty() ? root() : root().resolve(plusPlus));
        assertThat(layout(Layout.FS).directory(mailbox)).isEqualTo(fs.isEmpty() ? root() : root().resolve(fs));
    }

    @Test
    void aDotInANameIsForFsOnly() {
        MailboxName name = new MailboxName("A/a.b");

        assertThat(layout(Layout.FS).directory(name)).isEqualTo(root().resolve("A/a.b"));
        assertThatThrownBy(() -> layout(Layout.MAILDIR_PLUS_PLUS).directory(name))
                .isInstanceOf(MailboxException.NotAllowed.class);
    }

    @ParameterizedTest
    @EnumSource
    void namesHaveALengthThatDirectoriesCanHave(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);
        MailboxName longest = new MailboxName("x".repeat(kind == Layout.FS ? 250 : 249));

        layout.create(longest);

        assertThat(layout.list()).containsExactly(longest);
        assertThatThrownBy(() -> layout.directory(new MailboxName("\u00e9".repeat(100))))
                .isInstanceOf(MailboxException.NotAllowed.class);
    }

    @ParameterizedTest
    @EnumSource
    void createsAndLists(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);

        layout.create(C);
        layout.create(MailboxName.INBOX);
        layout.create(A);
        layout.create(new MailboxName("INBOX/x"));
        layout.create(new MailboxName("caf\u00e9"));

        assertThat(layout.list().stream().map(MailboxName::value))
                .containsExactly("INBOX", "A", "A/B/C", "INBOX/x", "caf\u00e9");
        assertThat(layout.exists(C)).isTrue();
        assertThat(layout.exists(B)).isFalse();
        assertThat(children(layout.directory(A))).contains("cur", "new", "tmp");
        assertThat(layout.directory(A).resolve("maildirfolder").toFile().exists())
                .isEqualTo(kind == Layout.MAILDIR_PLUS_PLUS);
        assertThat(root().resolve("maildirfolder")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void refusesToCreateWhatIsThere(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);
        layout.create(MailboxName.INBOX);
        layout.create(A);

        assertThatThrownBy(() -> layout.create(A)).isInstanceOf(MailboxException.AlreadyExists.class);
        assertThatThrownBy(() -> layout.create(MailboxName.INBOX)).isInstanceOf(MailboxException.AlreadyExists.class);
    }

    @ParameterizedTest
    @EnumSource
    void deletesAMailboxAndLeavesItsInferiors(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);
        for (MailboxName name : List.of(MailboxName.INBOX, A, B, C)) {
            layout.create(name);
            fill(layout.directory(name));
        }

        layout.delete(B);

        assertThat(layout.list()).containsExactly(MailboxName.INBOX, A, C);
        assertThat(children(layout.directory(B))).isSubsetOf("C");
        assertThat(files(layout.directory(C))).hasSize(kind == Layout.FS ? 6 : 7);
        assertThat(files(layout.directory(A))).hasSizeGreaterThanOrEqualTo(6);
        layout.create(B);
        assertThat(files(layout.directory(B).resolve("cur"))).isEmpty();
        assertThat(layout.directory(B).resolve("dovecot-uidlist")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingOfAMailboxThatNobodyElseUses(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);
        layout.create(MailboxName.INBOX);
        layout.create(C);
        fill(layout.directory(C));

        layout.delete(C);

        assertThat(children(root())).containsExactlyInAnyOrder("cur", "new", "tmp");
    }

    @ParameterizedTest
    @EnumSource
    void leavesFilesThatNobodyKnows(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);
        layout.create(A);
        Path directory = layout.directory(A);
        Files.writeString(directory.resolve("notes"), "x");
        Files.createDirectory(directory.resolve("cur/stranger"));
        Files.createDirectory(directory.resolve("dovecot.strange"));

        layout.delete(A);

        assertThat(layout.list()).isEmpty();
        assertThat(directory.resolve("notes")).hasContent("x");
        assertThat(directory.resolve("dovecot.strange")).isDirectory();
        assertThat(directory.resolve("tmp/cur.deleted/stranger")).isDirectory();
    }

    @ParameterizedTest
    @EnumSource
    void refusesToDeleteInboxAndWhatIsNotThere(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);
        layout.create(MailboxName.INBOX);
        layout.create(B);

        assertThatThrownBy(() -> layout.delete(MailboxName.INBOX)).isInstanceOf(MailboxException.NotAllowed.class);
        assertThatThrownBy(() -> layout.delete(A)).isInstanceOf(MailboxException.NotFound.class);
        assertThat(layout.list()).containsExactly(MailboxName.INBOX, B);
    }

    /** What a process leaves behind that ends between two steps. */
    @ParameterizedTest
    @EnumSource
    void aDeletionThatWasCutOffIsOneAndIsFinishedLater(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);
        layout.create(A);
        fill(layout.directory(A));
        Path directory = layout.directory(A);
        Files.move(directory.resolve("cur"), directory.resolve("tmp/cur.deleted"));

        assertThat(layout.list()).isEmpty();
        layout.create(A);

        assertThat(files(directory))
                .allMatch(file -> file.endsWith("maildirfolder") || file.startsWith(directory.resolve("tmp")));
        layout.delete(A);
        Files.createDirectories(directory.resolve("tmp/cur.deleted"));
        Files.writeString(directory.resolve("dovecot-uidlist"), "x");
        layout.recover();
        assertThat(directory).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void keepsMailThatWasDeliveredToADirectoryWithoutCur(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);
        Path mail = Files.createDirectories(layout.directory(A).resolve("new")).resolve("1.host");
        Files.writeString(mail, "x");

        layout.create(A);

        assertThat(mail).hasContent("x");
    }

    @ParameterizedTest
    @EnumSource
    void renamesOneDirectory(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);
        layout.create(A);
        layout.create(B);
        fill(layout.directory(A));
        MailboxName target = new MailboxName("X/Y");

        layout.rename(A, target);

        MailboxName inferior = layout.movesInferiors() ? new MailboxName("X/Y/B") : B;
        assertThat(layout.list()).containsExactlyInAnyOrder(target, inferior);
        assertThat(files(layout.directory(target).resolve("cur"))).hasSize(1);
        assertThat(layout.movesInferiors()).isEqualTo(kind == Layout.FS);
    }

    @ParameterizedTest
    @EnumSource
    void renamingLeavesNoEmptyDirectoriesBehind(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);
        layout.create(MailboxName.INBOX);
        layout.create(C);

        layout.rename(C, A);

        assertThat(layout.list()).containsExactly(MailboxName.INBOX, A);
        assertThat(children(layout.directory(A))).doesNotContain("B");
    }

    @ParameterizedTest
    @EnumSource
    void refusesRenamesThatCannotBeMade(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);
        layout.create(MailboxName.INBOX);
        layout.create(A);
        layout.create(new MailboxName("X"));
        MailboxName missing = new MailboxName("M");

        assertThatThrownBy(() -> layout.rename(A, new MailboxName("X")))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThatThrownBy(() -> layout.rename(missing, new MailboxName("N")))
                .isInstanceOf(MailboxException.NotFound.class);
        assertThatThrownBy(() -> layout.rename(MailboxName.INBOX, missing))
                .isInstanceOf(MailboxException.NotAllowed.class);
        assertThatThrownBy(() -> layout.rename(A, MailboxName.INBOX)).isInstanceOf(MailboxException.NotAllowed.class);
        assertThatThrownBy(() -> layout.rename(A, A)).isInstanceOf(MailboxException.AlreadyExists.class);
        assertThat(layout.list()).hasSize(3);
    }

    @Test
    void fsMovesMailboxesAmongOthers() throws IOException {
        FolderLayout layout = layout(Layout.FS);
        layout.create(MailboxName.INBOX);
        layout.create(new MailboxName("X/Y/Z"));
        layout.create(A);
        layout.create(C);
        fill(layout.directory(A));

        layout.rename(A, new MailboxName("X"));
        layout.rename(new MailboxName("X/B"), new MailboxName("X/Y"));

        assertThat(layout.list().stream().map(MailboxName::value)).containsExactly("INBOX", "X", "X/Y/C", "X/Y/Z");
        assertThat(root().resolve("X/cur/1.host:2,S")).hasContent("x");
        assertThat(root().resolve("X/dovecot-uidlist")).hasContent("3 V1 N3");
        assertThat(children(root())).containsExactlyInAnyOrder("cur", "new", "tmp", "X");
        assertThat(children(root().resolve("tmp"))).isEmpty();
        assertThat(children(root().resolve("X"))).doesNotContain("pymap.moving", "B");
    }

    @Test
    void fsMovesMailboxesUpwards() throws IOException {
        FolderLayout layout = layout(Layout.FS);
        layout.create(MailboxName.INBOX);
        layout.create(new MailboxName("A/A/A"));
        layout.create(new MailboxName("A/A"));
        fill(root().resolve("A/A/A"));

        layout.rename(new MailboxName("A/A"), A);

        assertThat(layout.list()).containsExactly(MailboxName.INBOX, A, new MailboxName("A/A"));
        assertThat(files(root().resolve("A/A"))).hasSize(6);
        assertThat(children(root().resolve("tmp"))).isEmpty();
    }

    @Test
    void fsMovesNoMailboxOntoAnother() throws IOException {
        FolderLayout layout = layout(Layout.FS);
        layout.create(new MailboxName("X/B/C"));
        layout.create(A);
        layout.create(C);
        Files.createDirectories(root().resolve("N/new"));

        assertThatThrownBy(() -> layout.rename(A, new MailboxName("X")))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThatThrownBy(() -> layout.rename(A, new MailboxName("N")))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThatThrownBy(() -> layout.rename(A, B)).isInstanceOf(MailboxException.NotAllowed.class);
        assertThat(layout.list()).containsExactly(A, C, new MailboxName("X/B/C"));
    }

    /** Dovecot would show it. */
    @ParameterizedTest
    @EnumSource(Layout.class)
    void removesWhatNeverBecameAMailbox(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);
        layout.create(MailboxName.INBOX);
        layout.create(C);
        Path half = layout.directory(C);
        Files.delete(half.resolve("cur"));
        Files.writeString(half.resolve("dovecot-uidlist"), "3 V1 N1");
        Files.writeString(half.resolve("new/1.host"), "x");
        layout(kind).recover();
        assertThat(half.resolve("dovecot-uidlist")).exists();

        Files.delete(half.resolve("new/1.host"));
        layout(kind).recover();

        assertThat(half).doesNotExist();
        assertThat(layout.list()).containsExactly(MailboxName.INBOX);
    }

    /** Whatever was the last step of a process that is no more. */
    @Test
    void fsFinishesMovesThatWereCutOff() throws IOException {
        FolderLayout layout = layout(Layout.FS);
        layout.create(MailboxName.INBOX);
        for (String left :
                List.of("", "dovecot-uidlist", "dovecot-uidlist tmp", "dovecot-uidlist tmp new", "B tmp new cur")) {
            Path target = root().resolve("X");
            Files.createDirectories(target.resolve("Y"));
            Path away = root().resolve("tmp/A.moving");
            layout.create(B);
            layout.create(A);
            fill(root().resolve("A"));
            Files.writeString(root().resolve("A/pymap.moving"), "X");
            Files.move(root().resolve("A"), away);
            for (String part : left.split(" ")) {
                if (!part.isEmpty()) {
                    Files.move(away.resolve(part), target.resolve(part));
                }
            }

            Layout.FS.below(root(), disk).recover();

            MailboxName x = new MailboxName("X");
            assertThat(layout.list()).as(left).containsExactly(MailboxName.INBOX, x, new MailboxName("X/B"));
            assertThat(target.resolve("cur/1.host:2,S")).hasContent("x");
            assertThat(target.resolve("dovecot-uidlist")).hasContent("3 V1 N3");
            assertThat(target.resolve("pymap.moving")).doesNotExist();
            assertThat(children(root().resolve("tmp"))).isEmpty();
            layout.delete(new MailboxName("X/B"));
            layout.delete(x);
        }
    }

    @Test
    void passesOverDirectoriesThatAreNoMailboxesOfOurs() throws IOException {
        FolderLayout plusPlus = layout(Layout.MAILDIR_PLUS_PLUS);
        FolderLayout fs = Layout.FS.below(base.resolve("fs"), disk);
        plusPlus.create(A);
        fs.create(B);
        for (String name : List.of(
                ".INBOX",
                ".bad&name",
                ".a..b",
                ".",
                "..",
                "..x",
                ".inbox.x",
                ".caf\u00e9",
                "plain",
                ".cur",
                ".A.tmp")) {
            Files.createDirectories(root().resolve(name).resolve("cur"));
        }
        Files.createDirectories(root().resolve(".nocur/new"));
        for (String name :
                List.of("INBOX", "inbox", "bad&name", ".hidden", "A/cur", "dovecot-x", "~x", "A/Inbox", "caf\u00e9")) {
            Files.createDirectories(base.resolve("fs").resolve(name).resolve("cur"));
        }

        assertThat(plusPlus.list()).containsExactlyInAnyOrder(MailboxName.INBOX, A);
        assertThat(fs.list()).containsExactlyInAnyOrder(A, B, new MailboxName("A/Inbox"));
    }

    @ParameterizedTest
    @EnumSource
    void followsNoLink(Layout kind) throws IOException {
        FolderLayout layout = layout(kind);
        layout.create(MailboxName.INBOX);
        Path stranger = Layout.FS.below(base.resolve("stranger"), disk).directory(MailboxName.INBOX);
        for (String part : List.of("cur", "new", "tmp", "B/cur", ".B/cur")) {
            Files.createDirectories(stranger.resolve(part));
        }
        Files.writeString(stranger.resolve("cur/1.host:2,"), "secret");
        Files.createSymbolicLink(layout.directory(A), stranger);
        MailboxName half = new MailboxName("half");
        for (String part : List.of("cur", "new", "tmp")) {
            layout.create(half);
            Files.delete(layout.directory(half).resolve(part));
            Files.createSymbolicLink(layout.directory(half).resolve(part), stranger.resolve(part));

            assertThat(layout.exists(half)).as(part).isFalse();
            assertThat(layout.list()).as(part).containsExactly(MailboxName.INBOX);
            assertThatThrownBy(() -> layout.create(half)).isInstanceOf(MailboxException.AlreadyExists.class);
            assertThatThrownBy(() -> layout.delete(half)).isInstanceOf(MailboxException.NotFound.class);
            layout.rename(half, new MailboxName("away" + part));
        }

        assertThat(layout.exists(A)).isFalse();
        assertThatThrownBy(() -> layout.create(A)).isInstanceOf(MailboxException.AlreadyExists.class);
        assertThatThrownBy(() -> layout.delete(A)).isInstanceOf(MailboxException.NotFound.class);
        assertThatThrownBy(() -> layout.rename(A, half)).isInstanceOf(MailboxException.NotFound.class);
        if (kind == Layout.FS) {
            assertThat(layout.exists(B)).isFalse();
            assertThatThrownBy(() -> layout.create(B)).isInstanceOf(MailboxException.AlreadyExists.class);
            assertThatThrownBy(() -> layout.delete(B)).isInstanceOf(MailboxException.NotFound.class);
        }
        assertThat(stranger.resolve("cur/1.host:2,")).hasContent("secret");
        assertThat(children(stranger)).containsExactlyInAnyOrder("cur", "new", "tmp", "B", ".B");
    }

    /** Messages, and the files of both programs. */
    private static void fill(Path directory) throws IOException {
        Files.writeString(directory.resolve("cur/1.host:2,S"), "x");
        Files.writeString(directory.resolve("new/2.host"), "x");
        Files.writeString(directory.resolve("tmp/3.host"), "x");
        Files.writeString(directory.resolve("dovecot-uidlist"), "3 V1 N3\n");
        Files.writeString(directory.resolve("dovecot.index.log"), "x");
        Files.writeString(directory.resolve("pymap.index"), "x");
    }

    private static List<String> children(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }
}
