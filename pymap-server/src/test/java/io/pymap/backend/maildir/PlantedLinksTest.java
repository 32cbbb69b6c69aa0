package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.clients.LineClient;
import io.pymap.mailbox.MailboxName;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A user who can write to his Maildir by other ways has put links in it that lead to the mail of another. */
class PlantedLinksTest {

    private static final String SECRET = "for nobody else";

    /** What is in {@code A}; the last ones are in the root. */
    private static final List<String> OF_A = List.of(
            "",
            "cur",
            "new",
            "tmp",
            "cur/1.secret:2,S",
            "new/2.secret",
            "dovecot-uidlist",
            "dovecot-keywords",
            "pymap-index",
            "pymap-cache",
            "pymap-journal");

    private static final List<String> OF_ROOT = List.of(
            "cur",
            "new",
            "tmp",
            "subscriptions",
            "pymap-account",
            "pymap-threads",
            "dovecot-uidvalidity",
            "dovecot-uidlist");

    private static final List<String> COMMANDS = List.of(
            "LIST \"\" *",
            "STATUS A (MESSAGES UIDNEXT)",
            "NOOP",
            "FETCH 1:* (FLAGS ENVELOPE BODY.PEEK[])",
            "STORE 1:* +FLAGS (\\Seen planted)",
            "APPEND A (other) {9+}\r\nA: b\r\n\r\nj",
            "APPEND INBOX {9+}\r\nA: b\r\n\r\nj",
            "COPY 1:* INBOX",
            "SETMETADATA A (/private/comment x)",
            "SETMETADATA \"\" (/private/comment x)",
            "SUBSCRIBE A",
            "SELECT A",
            "FETCH 1:* (FLAGS ENVELOPE BODY.PEEK[])",
            "STORE 1:* +FLAGS (\\Deleted)",
            "MOVE 1 INBOX",
            "EXPUNGE",
            "SELECT INBOX",
            "FETCH 1:* (FLAGS ENVELOPE BODY.PEEK[])",
            "MOVE 1:* A",
            "CREATE A/B",
            "RENAME A C",
            "RENAME C A",
            "DELETE A",
            "CREATE A",
            "LSUB \"\" *");

    @TempDir
    Path directory;

    static Stream<Arguments> links() {
        return Stream.of(Layout.values())
                .flatMap(layout -> Stream.concat(
                        OF_A.stream().map(part -> Arguments.of(layout, "A", part)),
                        OF_ROOT.stream().map(part -> Arguments.of(layout, "INBOX", part))));
    }

    @ParameterizedTest
    @MethodSource("links")
    void leadNowhereWhereTheyWereThereBefore(Layout layout, String mailbox, String part) throws IOException {
        try (MaildirBackend backend = backend(layout)) {
            prepare(backend);
        }
        plant(layout, mailbox, part);

        try (MaildirBackend backend = backend(layout)) {
            attack(backend, mailbox, () -> {});
        }
    }

    @ParameterizedTest
    @MethodSource("links")
    void leadNowhereWhereTheyComeLater(Layout layout, String mailbox, String part) throws IOException {
        try (MaildirBackend backend = backend(layout)) {
            prepare(backend);
            attack(backend, mailbox, () -> plant(layout, mailbox, part));
        }
    }

    private interface Meanwhile {
        void act() throws IOException;
    }

    private void attack(MaildirBackend backend, String mailbox, Meanwhile meanwhile) throws IOException {
        try (PymapServer server = PymapServer.builder(backend).noTls().start();
                LineClient john = LineClient.connect(server.port())) {
            john.line();
            if (!isOk(john.command("LOGIN john secret"))) {
                assertThat(mailbox).as("what keeps him from all of his mail").isEqualTo("INBOX");
                return;
            }
            boolean selected = isOk(john.command("SELECT A"));
            meanwhile.act();
            SortedMap<String, String> before = others();
            for (String command : COMMANDS) {
                if (!selected && command.matches("(FETCH|STORE|COPY|MOVE|EXPUNGE).*")) {
                    continue;
                }
                List<String> answer = john.command(command);
                selected = command.startsWith("SELECT") ? isOk(answer) : selected;
                assertThat(answer).as(command).noneMatch(line -> line.contains(SECRET) || line.contains("SERVERBUG"));
                assertThat(others()).as(command).isEqualTo(before);
            }
            try (LineClient victim = LineClient.login(server.port(), "victim", "secret")) {
                victim.command("SELECT A");
                assertThat(victim.command("FETCH 1:* BODY.PEEK[]").stream().filter(SECRET::equals))
                        .hasSize(2);
            }
        }
    }

    private static boolean isOk(List<String> answer) {
        return answer.get(answer.size() - 1).contains(" OK ");
    }

    private MaildirBackend backend(Layout layout) throws IOException {
        Path users = Files.writeString(directory.resolve("users.txt"), "john::secret\nvictim::secret\n");
        return MaildirBackend.builder(users).layout(layout).fsync(Fsync.NEVER).build();
    }

    /** Both users have a mailbox {@code A} with what can be in one. */
    private void prepare(MaildirBackend backend) throws IOException {
        try (PymapServer server = PymapServer.builder(backend).noTls().start()) {
            for (String user : List.of("john", "victim")) {
                try (LineClient client = LineClient.login(server.port(), user, "secret")) {
                    client.command("CREATE A");
                    for (String mailbox : List.of("A", "INBOX")) {
                        client.command("APPEND " + mailbox + " {9+}\r\nA: b\r\n\r\nj");
                        client.command("APPEND " + mailbox + " (\\Seen word) {9+}\r\nA: b\r\n\r\nj");
                    }
                    client.command("SETMETADATA \"\" (/private/comment x)");
                    client.command("SUBSCRIBE INBOX");
                }
            }
        }
        for (Layout layout : Layout.values()) {
            Path mailbox = of("victim", layout, "A");
            if (Files.isDirectory(mailbox)) {
                Files.writeString(mailbox.resolve("cur/1.secret:2,S"), "Subject: s\n\n" + SECRET + "\n");
                Files.writeString(mailbox.resolve("new/2.secret"), "Subject: s\n\n" + SECRET + "\n");
            }
        }
    }

    private Path of(String user, Layout layout, String mailbox) {
        return layout.below(directory.resolve(user), new Disk(Fsync.NEVER)).directory(new MailboxName(mailbox));
    }

    private void plant(Layout layout, String mailbox, String part) throws IOException {
        Path place = of("john", layout, mailbox).resolve(part);
        Path target = of("victim", layout, mailbox).resolve(part);
        remove(place);
        Files.createSymbolicLink(place, target);
    }

    private static void remove(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            for (Path child : Disk.children(path)) {
                remove(child);
            }
        }
        Files.deleteIfExists(path);
    }

    private SortedMap<String, String> others() throws IOException {
        Path own = directory.resolve("john");
        return TreeHash.of(directory, path -> !path.equals(own));
    }
}
