package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileUserNamesTest {

    private static final String USERS = "# all of them\nvictim::secret\n";

    @TempDir
    private Path directory;

    @Test
    void haveNoMailOutsideTheBaseDirectoryNorWhereAnothersIs() throws IOException {
        Path base = Files.createDirectory(directory.resolve("base"));
        Path file = Files.writeString(base.resolve("users.txt"), USERS);
        Files.createDirectories(base.resolve("victim/cur"));
        UsersFile users =
                new UsersFile(file, base, new Disk(Fsync.NEVER), DotLock.Settings.on(new VirtualMachine("vm", 7)));
        SortedMap<String, String> before = TreeHash.of(directory, path -> true);

        int taken = 0;
        for (String hostile : HostileNames.all()) {
            assertThat(users.find(hostile)).isEmpty();
            assertThat(users.remove(hostile)).isFalse();
            taken += add(users, hostile, base) ? 1 : 0;
            assertThat(users.find("victim")).contains(new User("victim", "secret"));
            assertThat(TreeHash.of(directory, path -> true))
                    .as("after %s", hostile)
                    .isEqualTo(before);
        }

        assertThat(taken).as("names that are strange, but harmless").isBetween(20, 100);
    }

    /** Adds the user and removes it again; false where the name is refused. */
    private static boolean add(UsersFile users, String name, Path base) {
        try {
            users.put(new User(name, "x"));
        } catch (MailboxException.NotAllowed e) {
            return false;
        }
        assertThat(users.names()).hasSize(2).contains(name);
        assertThat(users.mailPath(name)).isEqualTo(base.resolve(name));
        assertThat(users.mailPath(name).getParent()).isEqualTo(base);
        assertThat(users.remove(name)).isTrue();
        return true;
    }
}
