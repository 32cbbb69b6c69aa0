package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostileMailboxNamesTest {

    @TempDir
    private Path base;

    private Path root() {
        return base.resolve("john");
    }

    @Test
    void theyAreMoreThanTwoHundred() {
        assertThat(HostileNames.all()).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void reachNothingOutsideTheRootAndNoFileOfTheMailbox(Layout kind) throws IOException {
        FolderLayout layout = kind.below(root(), new Disk(Fsync.NEVER));
        FolderLayout victim = kind.below(base.resolve("victim"), new Disk(Fsync.NEVER));
        Files.writeString(base.resolve("users.txt"), "john::secret\n");
        for (FolderLayout one : List.of(layout, victim)) {
            one.create(MailboxName.INBOX);
            one.create(new MailboxName("A"));
            fill(one.directory(MailboxName.INBOX));
        }
        fill(victim.directory(new MailboxName("A")));
        SortedMap<String, String> before = TreeHash.of(base, this::mustStay);

        int taken = 0;
        for (String hostile : HostileNames.all()) {
            taken += tryAll(layout, hostile) ? 1 : 0;
            assertThat(TreeHash.of(base, this::mustStay))
                    .as("after %s", hostile)
                    .isEqualTo(before);
        }

        assertThat(taken).as("names that are strange, but harmless").isBetween(20, 250);
    }

    /** Everything but what is the user's own to make: mailboxes below the root. */
    private boolean mustStay(Path path) {
        if (!path.startsWith(root()) || path.equals(root())) {
            return true;
        }
        Path first = root().resolve(root().relativize(path).getName(0));
        return List.of("cur", "new", "dovecot-uidlist", "subscriptions")
                .contains(first.getFileName().toString());
    }

    private boolean tryAll(FolderLayout layout, String hostile) throws IOException {
        MailboxName name;
        Path directory;
        try {
            name = new MailboxName(hostile);
            directory = layout.directory(name);
        } catch (MailboxException.NotAllowed e) {
            assertThat(e.getMessage()).doesNotContain("victim");
            return false;
        }
        assertThat(directory.normalize()).isEqualTo(directory);
        assertThat(directory.startsWith(root())).as(hostile).isTrue();
        MailboxName other = new MailboxName("other");
        layout.exists(name);
        refusing(() -> layout.create(name));
        refusing(() -> layout.rename(name, other));
        refusing(() -> layout.rename(other, name));
        refusing(() -> layout.rename(new MailboxName("A"), name));
        refusing(() -> layout.rename(name, new MailboxName("A")));
        refusing(() -> layout.recover());
        assertThat(layout.list())
                .allSatisfy(listed -> assertThat(layout.exists(listed)).isTrue());
        for (MailboxName left : layout.list()) {
            if (!left.isInbox() && !left.value().equals("A")) {
                layout.delete(left);
            }
        }
        refusing(() -> layout.delete(name));
        refusing(() -> layout.create(new MailboxName("A")));
        return true;
    }

    private interface Action {
        void run() throws IOException;
    }

    /** Does it, or is told that it cannot be: anything else is a failure, an IOException too. */
    private static Optional<MailboxException> refusing(Action action) throws IOException {
        try {
            action.run();
            return Optional.empty();
        } catch (MailboxException e) {
            return Optional.of(e);
        }
    }

    private static void fill(Path directory) throws IOException {
        Files.writeString(directory.resolve("cur/1.host:2,S"), "x");
        Files.writeString(directory.resolve("new/2.host"), "x");
        Files.writeString(directory.resolve("dovecot-uidlist"), "3 V1 N3\n");
        Files.writeString(directory.resolve("subscriptions"), "V\t2\n\nA\n");
    }
}
