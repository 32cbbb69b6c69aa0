package io.pymap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two-way synchronization: what is on one side and not on the other after it is a loss. */
@Tag("clients")
class MbsyncIT {

    private final ClientProgram mbsync = ClientProgram.find("mbsync", "isync");
    private final PymapServer server = PymapServer.builder(
                    DictBackend.builder().user(new User("ann", "secret")).build())
            .start();

    @TempDir
    Path directory;

    private final LineClient client;

    MbsyncIT() throws IOException {
        client = LineClient.login(server.port(), "ann", "secret");
    }

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectories(directory.resolve("mail"));
        Files.writeString(directory.resolve("mbsyncrc"), """
                IMAPAccount pymap
                Host 127.0.0.1
                Port %d
                User ann
                Pass secret
                SSLType None
                AuthMechs PLAIN

                IMAPStore far
                Account pymap

                MaildirStore near
                Path %s/mail/
                Inbox %s/mail/INBOX
                SubFolders Verbatim

                Channel all
                Far :far:
                Near :near:
                Patterns *
                Create Both
                Remove Both
                Expunge Both
                SyncState *
                """.formatted(server.port(), directory, directory));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void pullsPushesAndFindsNothingMoreToDo() throws IOException, InterruptedException {
        client.command("CREATE Work");
        for (int i = 1; i <= 20; i++) {
            append("INBOX", "message " + i);
            append("Work", "work " + i);
        }
        sync();
        assertThat(messages("INBOX")).hasSize(20);
        assertThat(messages("Work")).hasSize(20);

        Path seen = withSubject("INBOX", "message 3");
        Files.move(seen, directory.resolve("mail/INBOX/cur").resolve(plainName(seen) + ":2,FS"));
        Files.delete(withSubject("INBOX", "message 5"));
        Files.writeString(
                directory.resolve("mail/Work/new/1.2.here"), "From: ann@example.org\nSubject: made here\n\nBody\n");
        client.command("SELECT INBOX");
        client.command("STORE 7 +FLAGS (\\Answered)");
        client.command("STORE 9 +FLAGS (\\Deleted)");
        client.command("EXPUNGE");
        append("INBOX", "made there");
        client.command("CREATE New");
        append("New", "first");
        client.command("CLOSE");
        sync();

        assertThat(messages("INBOX")).hasSize(19);
        assertThat(withSubject("INBOX", "message 7").toString()).endsWith("R");
        assertThat(withSubject("INBOX", "made there")).exists();
        assertThat(withSubject("New", "first")).exists();
        client.command("EXAMINE INBOX");
        assertThat(client.command("SEARCH ALL").get(0)).isEqualTo("* SEARCH " + numbers(19));
        assertThat(client.command("SEARCH SUBJECT \"message 5\"")).first().isEqualTo("* SEARCH");
        assertThat(client.command("SEARCH FLAGGED SEEN SUBJECT \"message 3\""))
                .first()
                .isEqualTo("* SEARCH 3");
        client.command("EXAMINE Work");
        assertThat(client.command("SEARCH SUBJECT \"made here\"")).first().isEqualTo("* SEARCH 21");

        client.command("ENABLE CONDSTORE"); // else the first MODSEQ tells something more than the second
        List<String> before = state();
        sync();
        assertThat(state()).isEqualTo(before);
    }

    private void append(String mailbox, String subject) throws IOException {
        String message = "From: ann@example.org\r\nSubject: " + subject + "\r\n\r\nText of " + subject + ".\r\n";
        client.send("a APPEND " + mailbox + " {" + message.length() + "+}\r\n" + message + "\r\n");
        assertThat(client.until("a ")).last().asString().startsWith("a OK");
    }

    private static String numbers(int count) {
        return String.join(
                " ",
                Stream.iterate(1, number -> number + 1)
                        .limit(count)
                        .map(String::valueOf)
                        .toList());
    }

    private void sync() throws IOException, InterruptedException {
        String output =
                mbsync.run("-c", directory.resolve("mbsyncrc").toString(), "-a").succeeded();
        assertThat(output).doesNotContainIgnoringCase("error").doesNotContainIgnoringCase("warning");
    }

    private List<Path> messages(String mailbox) throws IOException {
        List<Path> messages = new ArrayList<>();
        for (String part : List.of("cur", "new")) {
            try (Stream<Path> files =
                    Files.list(directory.resolve("mail").resolve(mailbox).resolve(part))) {
                messages.addAll(files.toList());
            }
        }
        return messages;
    }

    private Path withSubject(String mailbox, String subject) throws IOException {
        for (Path file : messages(mailbox)) {
            if (Files.readAllLines(file).contains("Subject: " + subject)) {
                return file;
            }
        }
        throw new AssertionError("expected a message with the subject " + subject + " in " + mailbox);
    }

    private static String plainName(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst(":2,.*", "");
    }

    /** Names and contents of all messages here, and UIDs and flags of those there. */
    private List<String> state() throws IOException {
        TreeMap<String, String> near = new TreeMap<>();
        for (String mailbox : List.of("INBOX", "Work", "New")) {
            for (Path file : messages(mailbox)) {
                near.put(file.toString(), Files.readString(file));
            }
        }
        StringBuilder far = new StringBuilder();
        for (String mailbox : List.of("INBOX", "Work", "New")) {
            client.command("EXAMINE " + mailbox);
            client.command("UID FETCH 1:* (FLAGS MODSEQ)").stream()
                    .filter(line -> line.startsWith("* "))
                    .forEach(line -> far.append(line.replace("\\Recent", "").replace("( ", "("))
                            .append('\n'));
        }
        return List.of(near.toString(), far.toString());
    }
}
