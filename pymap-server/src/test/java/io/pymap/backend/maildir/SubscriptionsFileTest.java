package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SubscriptionsFileTest {

    private final VirtualMachine machine = new VirtualMachine("vm", 7).withProcess(1);

    @TempDir
    private Path root;

    private SubscriptionsFile file(Layout layout) {
        DotLock.Settings lock = DotLock.Settings.on(machine).staleAfter(Duration.ofSeconds(30));
        return new SubscriptionsFile(root, layout, new Disk(Fsync.OPTIMIZED), lock);
    }

    private Path path() {
        return root.resolve("subscriptions");
    }

    @ParameterizedTest
    @EnumSource
    void writesAsDovecotDoes(Layout layout) throws IOException {
        SubscriptionsFile file = file(layout);

        assertThat(file.names()).isEmpty();
        for (String name : List.of("A/B", "caf\u00e9", "INBOX", "a b*c%d", "a&b/\u00e9", "inbox")) {
            assertThat(file.add(new MailboxName(name))).isEqualTo(!name.equals("inbox"));
        }

        assertThat(Files.readString(path())).isEqualTo("V\t2\n\nA\tB\ncaf&AOk-\nINBOX\na b*c%d\na&-b\t&AOk-\n");
        assertThat(file.names().stream().map(MailboxName::value))
                .containsExactly("A/B", "caf\u00e9", "INBOX", "a b*c%d", "a&b/\u00e9");
        assertThat(file.remove(new MailboxName("caf\u00e9"))).isTrue();
        assertThat(file.remove(new MailboxName("caf\u00e9"))).isFalse();
        assertThat(Files.readString(path())).isEqualTo("V\t2\n\nA\tB\nINBOX\na b*c%d\na&-b\t&AOk-\n");
        assertThat(root.resolve("subscriptions.lock")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "MAILDIR_PLUS_PLUS, A.B, A/B",
        "FS, A/B, A/B",
        "FS, A.B, A.B",
        "MAILDIR_PLUS_PLUS, inbox, INBOX",
        "FS, caf&AOk-/x, caf\u00e9/x"
    })
    void readsTheOldFormAndWritesTheNewOne(Layout layout, String line, String name) throws IOException {
        Files.writeString(path(), line + "\r\nother\n");
        SubscriptionsFile file = file(layout);

        assertThat(file.names().stream().map(MailboxName::value)).containsExactly(name, "other");
        file.add(new MailboxName("new"));

        String tabs =
                new MailboxName(name).value().replace("caf\u00e9", "caf&AOk-").replace('/', '\t');
        assertThat(Files.readString(path())).isEqualTo("V\t2\n\n" + tabs + "\nother\nnew\n");
    }

    @Test
    void keepsLinesThatAreNoNames() throws IOException {
        Files.writeString(path(), "V\t2\n\nA\t\tB\nbad&name\n\u00e9\n\nA\tB\nA\tB\n..\n");
        SubscriptionsFile file = file(Layout.FS);

        assertThat(file.names()).containsExactly(new MailboxName("A/B"));
        file.remove(new MailboxName("A/B"));
        file.add(new MailboxName("C"));

        assertThat(Files.readString(path())).isEqualTo("V\t2\n\nA\t\tB\nbad&name\n\u00e9\n..\nC\n");
    }

    @Test
    void waitsForItsTurn() throws IOException {
        Files.writeString(root.resolve("subscriptions.lock"), "1:vm");

        assertThatThrownBy(() -> file(Layout.FS).add(new MailboxName("A")))
                .isInstanceOf(MailboxException.Unavailable.class);

        assertThat(path()).doesNotExist();
        assertThat(file(Layout.FS).names()).isEmpty();
    }

    @Test
    void takesTheLockThatAStrangerLeftThirtySecondsAgo() throws IOException {
        Files.writeString(root.resolve("subscriptions.lock"), "V\t2\n\nA\n"); // Dovecot writes the new file there
        machine.at(
                Duration.ofSeconds(29),
                () -> assertThat(root.resolve("subscriptions.lock")).exists());

        assertThatThrownBy(() -> file(Layout.FS).add(new MailboxName("A")))
                .isInstanceOf(MailboxException.Unavailable.class);
        file(Layout.FS).add(new MailboxName("A"));

        assertThat(file(Layout.FS).names()).containsExactly(new MailboxName("A"));
    }
}
