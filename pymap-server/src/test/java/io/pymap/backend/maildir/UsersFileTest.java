package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersFileTest {

    private static final String README =
            "john::s3cretp4ssword\nsally:mail/data:sallypass\nsusan:/var/mail/susan:!@#$%^:*\n";

    private final VirtualMachine machine = new VirtualMachine("vm", 7).withProcess(1);

    @TempDir
    private Path base;

    private Path path() {
        return base.resolve("users.txt");
    }

    private UsersFile file(String text) throws IOException {
        Files.writeString(path(), text);
        return file();
    }

    private UsersFile file() {
        return new UsersFile(path(), base, new Disk(Fsync.OPTIMIZED), DotLock.Settings.on(machine));
    }

    @Test
    void readsTheUsersOfTheReadme() throws IOException {
        UsersFile users = file(README);

        assertThat(users.names()).containsExactly("john", "sally", "susan");
        assertThat(users.find("john")).contains(new User("john", "s3cretp4ssword"));
        assertThat(users.find("sally")).contains(new User("sally", "sallypass"));
        assertThat(users.find("susan")).contains(new User("susan", "!@#$%^:*"));
        assertThat(users.find("nobody")).isEmpty();
        assertThat(users.mailPath("john")).isEqualTo(base.resolve("john"));
        assertThat(users.mailPath("sally")).isEqualTo(base.resolve("mail/data"));
        assertThat(users.mailPath("susan")).isEqualTo(Path.of("/var/mail/susan"));
        assertThatThrownBy(() -> users.mailPath("nobody")).isInstanceOf(MailboxException.NotFound.class);
    }

    @Test
    void findsTheFileInADirectoryAndTheMailInAnother() throws IOException {
        file(README);
        Path elsewhere = base.resolve("elsewhere");

        UsersFile users = new UsersFile(base, elsewhere, new Disk(Fsync.NEVER), DotLock.Settings.on(machine));

        assertThat(users.names()).hasSize(3);
        assertThat(users.mailPath("john")).isEqualTo(elsewhere.resolve("john"));
    }

    @Test
    void passesOverCommentsAndWhatCannotBeRead() throws IOException {
        UsersFile users = file("""
                # the team

                john::first
                rubbish
                only:two
                ../x::secret
                john:mail:last\r
                  \t
                #mary::secret
                ann::""");

        assertThat(users.names()).containsExactly("ann", "john");
        assertThat(users.find("john")).as("the last line counts").contains(new User("john", "last"));
        assertThat(users.mailPath("john")).isEqualTo(base.resolve("mail"));
        assertThat(users.find("ann")).contains(new User("ann", ""));
    }

    @Test
    void readsRolesFromComments() throws IOException {
        UsersFile users = file("""
                # roles:john:admin
                #roles: sally : admin, submission , Not/One
                # roles: of the team are below
                john::a
                sally::b
                """);

        assertThat(users.find("john").orElseThrow().isAdmin()).isTrue();
        assertThat(users.find("sally").orElseThrow().roles()).containsExactlyInAnyOrder("admin", "submission");
    }

    @Test
    void changesWhatItIsAskedToAndLeavesTheRest() throws IOException {
        UsersFile users = file("# first\r\n\n" + README + "rubbish\njohn::again\n# last");

        users.put(new User("sally", "new:secret", Set.of("submission", "admin")));
        users.put(new User("john", "{SHA256}abc="));
        users.put(new User("caf\u00e9", "\u00fc"));

        assertThat(path()).hasContent("""
                # first\r

                # roles:sally:admin,submission
                sally:mail/data:new:secret
                susan:/var/mail/susan:!@#$%^:*
                rubbish
                john::{SHA256}abc=
                # last
                caf\u00e9::\u00fc
                """);
        assertThat(users.find("sally")).contains(new User("sally", "new:secret", Set.of("admin", "submission")));
        assertThat(users.find("caf\u00e9")).contains(new User("caf\u00e9", "\u00fc"));
        users.put(new User("sally", "x"));
        assertThat(Files.readString(path())).contains("\nsally:mail/data:x\n").doesNotContain("roles");
    }

    @Test
    void removesAllLinesOfAUser() throws IOException {
        UsersFile users = file("john::old\n# roles:john:admin\n" + README + "# roles:johnny:admin\njohnny::x\n");

        assertThat(users.remove("john")).isTrue();
        assertThat(users.remove("john")).isFalse();

        assertThat(path()).hasContent("""
                sally:mail/data:sallypass
                susan:/var/mail/susan:!@#$%^:*
                # roles:johnny:admin
                johnny::x
                """);
        assertThat(users.find("john")).isEmpty();
    }

    @Test
    void keepsOctetsThatAreNoText() throws IOException {
        Files.write(path(), "#\u00e9\njohn::\u00e9\n".getBytes(ISO_8859_1));

        file().put(new User("ann", "x"));

        assertThat(Files.readString(path(), ISO_8859_1)).isEqualTo("#\u00e9\njohn::\u00e9\nann::x\n");
    }

    @Test
    void letsNobodyElseReadThePasswords() throws IOException {
        UsersFile users = file(README);
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r--r--"));

        users.put(new User("ann", "x"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(base)) {
            assertThat(files).containsExactly(path());
        }
    }

    @Test
    void seesChangesOfOthersAtOnceAlsoWithinTheSameTime() throws Exception {
        UsersFile users = file(README);
        FileTime time = FileTime.from(machine.instant());
        Files.setLastModifiedTime(path(), time);
        for (int i = 10; i < 30; i++) {
            Files.writeString(path(), "john::secret" + i + "\n");
            Files.setLastModifiedTime(path(), time);

            assertThat(users.find("john")).contains(new User("john", "secret" + i));
        }
        machine.pause(Duration.ofHours(1));
        assertThat(users.find("john")).isPresent();
        assertThat(users.find("john")).isPresent();

        Files.writeString(path(), README);

        assertThat(users.find("john")).contains(new User("john", "s3cretp4ssword"));
    }

    @Test
    void doesNotReadAFileThatHasNotChanged() throws Exception {
        UsersFile users = file("john::one\n");
        machine.pause(Duration.ofHours(1));
        FileTime time = Files.getLastModifiedTime(path());
        assertThat(users.find("john")).contains(new User("john", "one"));

        Files.writeString(path(), "john::two\n"); // nobody can see that, but who reads the file
        Files.setLastModifiedTime(path(), time);

        assertThat(users.find("john")).contains(new User("john", "one"));
    }

    @Test
    void followsTheLinkThatAnAdministratorHasSet() throws IOException {
        Path real = Files.createDirectory(base.resolve("data")).resolve("users");
        Files.writeString(real, README);
        Files.createSymbolicLink(path(), real);
        UsersFile users = file();

        users.put(new User("ann", "x"));

        assertThat(users.names()).containsExactly("ann", "john", "sally", "susan");
        assertThat(Files.isSymbolicLink(path())).isTrue();
        assertThat(real).hasContent(README + "ann::x\n");
    }

    @Test
    void tellsThatTheFileIsGone() throws IOException {
        UsersFile users = file(README);
        Files.delete(path());

        assertThatThrownBy(() -> users.find("john")).isInstanceOf(MailboxException.Unavailable.class);
        assertThatThrownBy(() -> users.put(new User("ann", "x"))).isInstanceOf(MailboxException.Unavailable.class);
        assertThat(path()).doesNotExist();
    }

    @Test
    void waitsForItsTurnToWrite() throws IOException {
        UsersFile users = file(README);
        Files.writeString(base.resolve("users.txt.lock"), "1:vm");

        assertThatThrownBy(() -> users.put(new User("ann", "x"))).isInstanceOf(MailboxException.Unavailable.class);

        assertThat(path()).hasContent(README);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../victim",
                "a/../../b",
                ".",
                "./",
                "a/..",
                "users.txt",
                "users.txt.lock",
                "x/../users.txt"
            })
    void letsNoRelativePathLeadOutOfTheBaseDirectory(String mail) throws IOException {
        UsersFile users = file("john:" + mail + ":secret\n");

        assertThatThrownBy(() -> users.mailPath("john")).isInstanceOf(MailboxException.NotAllowed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "shared"})
    void givesNoNewUserAPlaceInTheMailOfAnother(String name) throws IOException {
        UsersFile users = file(README + "bob:shared:x\nbad:../..:x\n");

        assertThatThrownBy(() -> users.put(new User(name, "x"))).isInstanceOf(MailboxException.NotAllowed.class);

        assertThat(users.find(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nroot::x", "a\rb", "\0"})
    void writesNoSecretThatIsMoreThanALine(String secret) throws IOException {
        UsersFile users = file(README);

        assertThatThrownBy(() -> users.put(new User("ann", secret))).isInstanceOf(MailboxException.NotAllowed.class);
        assertThatThrownBy(() -> users.put(new User("ann", "x", Set.of("a\nroot::x"))))
                .isInstanceOf(MailboxException.NotAllowed.class);

        assertThat(path()).hasContent(README);
    }

    @Test
    void losesNoChangeOfManyThreads() throws Exception {
        file(README);
        Machine real = new ThisMachine(InstantSource.system());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                User user = new User("user" + i, "x");
                all.add(threads.submit(
                        () -> new UsersFile(path(), base, new Disk(Fsync.NEVER), DotLock.Settings.on(real)).put(user)));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(file().names()).hasSize(23);
    }
}
