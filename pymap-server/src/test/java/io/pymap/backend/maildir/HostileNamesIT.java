package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.clients.LineClient;
import io.pymap.mailbox.ModifiedUtf7;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user who names mailboxes as he likes can do to what is not his, with every command that takes a name. */
@Tag("long")
class HostileNamesIT {

    /** Each is sent with the name in place of {@code @}; {@code A} and INBOX are there, with a message in each. */
    private static final List<String> COMMANDS = List.of(
            "LIST \"\" @",
            "LIST @ *",
            "LSUB \"\" @",
            "STATUS @ (MESSAGES UIDNEXT)",
            "CREATE @",
            "STATUS @ (MESSAGES UIDNEXT)",
            "SUBSCRIBE @",
            "LSUB @ *",
            "APPEND @ {9+}\r\nA: b\r\n\r\nc",
            "SELECT @",
            "UID COPY 1:* @",
            "UID MOVE * @",
            "SETMETADATA @ (/private/comment x)",
            "GETMETADATA @ /private/comment",
            "GETACL @",
            "GETQUOTAROOT @",
            "RENAME A @",
            "RENAME @ other",
            "RENAME other @",
            "CREATE @/B",
            "DELETE @",
            "DELETE @/B",
            "UNSUBSCRIBE @");

    private final List<LineClient> clients = new ArrayList<>();

    @TempDir
    Path directory;

    @AfterEach
    void disconnect() throws IOException {
        for (LineClient client : clients) {
            client.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void reachNothingOfOthers(Layout layout) throws IOException {
        Path users = Files.writeString(directory.resolve("users.txt"), "john::secret\nvictim::secret\n");
        try (MaildirBackend backend = MaildirBackend.builder(users)
                        .layout(layout)
                        .fsync(Fsync.NEVER)
                        .build();
                PymapServer server = PymapServer.builder(backend).noTls().start()) {
            LineClient victim = login(server, "victim");
            for (String mailbox : List.of("INBOX", "A")) {
                victim.command("CREATE " + mailbox);
                victim.command("APPEND " + mailbox + " (\\Seen) {9+}\r\nA: b\r\n\r\nv");
            }
            victim.command("SUBSCRIBE A");
            LineClient john = login(server, "john");
            john.command("APPEND INBOX {9+}\r\nA: b\r\n\r\nj");
            SortedMap<String, String> before = others();

            int taken = 0;
            boolean encoded = layout == Layout.FS; // each name in either form on either layout takes twice the time
            for (String name : HostileNames.all()) {
                encoded = !encoded;
                taken +=
                        tryAll(john, encoded ? ModifiedUtf7.encode(name) : new String(name.getBytes(UTF_8), ISO_8859_1))
                                ? 1
                                : 0;
                assertThat(others()).as("after %s", name).isEqualTo(before);
            }

            assertThat(taken).as("names that are strange, but harmless").isBetween(50, 1000);
            assertThat(victim.command("SELECT A")).contains("* 1 EXISTS");
            assertThat(victim.command("FETCH 1 BODY.PEEK[TEXT]")).contains("v)");
            assertThat(victim.command("LIST \"\" *")).hasSize(3);
        }
    }

    /** Whether a mailbox of that name could be made. */
    private static boolean tryAll(LineClient john, String name) throws IOException {
        boolean taken = false;
        john.command("CREATE A");
        john.command("APPEND A {9+}\r\nA: b\r\n\r\nj");
        for (String command : COMMANDS) {
            if (command.startsWith("UID COPY")) {
                john.command("SELECT INBOX");
            }
            List<String> answer = john.command(with(command, name));
            assertThat(answer.get(answer.size() - 1)).as(command).matches("t\\d+ (OK|NO|BAD) .*");
            assertThat(answer).as(command).noneMatch(line -> line.contains("SERVERBUG"));
            taken |= command.startsWith("CREATE @") && answer.get(0).contains(" OK ");
        }
        removeAll(john);
        return taken;
    }

    private static String with(String command, String name) {
        int at = command.indexOf('@');
        boolean inferior = command.startsWith("/B", at + 1);
        String whole = inferior ? name + "/B" : name;
        return command.substring(0, at) + "{" + whole.length() + "+}\r\n" + whole
                + command.substring(at + (inferior ? 3 : 1));
    }

    private static void removeAll(LineClient john) throws IOException {
        john.command("APPEND INBOX {9+}\r\nA: b\r\n\r\nj");
        for (String line : john.command("LIST \"\" *")) {
            if (line.startsWith("* LIST ")) {
                john.command("DELETE " + line.replaceFirst(".*\\) \"/\" ", ""));
            }
        }
    }

    private SortedMap<String, String> others() throws IOException {
        Path own = directory.resolve("john");
        return TreeHash.of(directory, path -> !path.startsWith(own));
    }

    private LineClient login(PymapServer server, String user) throws IOException {
        LineClient client = LineClient.login(server.port(), user, "secret");
        clients.add(client);
        return client;
    }
}
