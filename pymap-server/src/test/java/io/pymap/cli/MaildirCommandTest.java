package io.pymap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.pymap.clients.LineClient;
import io.pymap.server.PymapServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaildirCommandTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Path users() {
        return directory.resolve("users.txt");
    }

    private void writeUsers() throws IOException {
        Files.writeString(users(), "# two\njohn::s3cretp4ssword\nsally:mail/data:a:b\n");
    }

    private int run(Consumer<PymapServer> whileRunning, String... arguments) {
        return Main.run(
                Stream.concat(Stream.of("--port", "0", "maildir"), Stream.of(arguments))
                        .toList(),
                new Surroundings(
                        Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), whileRunning));
    }

    private static void refuse(PymapServer server) {
        fail("started");
    }

    private static Consumer<PymapServer> session(String... commands) {
        return server -> {
            try (LineClient client = LineClient.connect(server.port())) {
                client.line();
                for (String command : commands) {
                    List<String> answer = client.command(command);
                    assertThat(answer.get(answer.size() - 1)).as(command).contains(" OK ");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Test
    void servesTheUsersOfAFile() throws IOException {
        writeUsers();

        int code = run(
                session("LOGIN john s3cretp4ssword", "CREATE A/B", "APPEND A/B (\\Seen) {1+}\r\nx", "LOGOUT"),
                users().toString());

        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString(UTF_8))
                .matches("pymap \\S+ ready: imap://127\\.0\\.0\\.1:\\d+ \\(maildir, 2 users\\)\\R");
        assertThat(files("john/.A.B")).hasSize(1).allMatch(name -> name.endsWith(":2,S"));
    }

    @Test
    void takesADirectoryAndAllOptions() throws IOException {
        writeUsers();
        Path base = Files.createDirectory(directory.resolve("base"));

        int code = run(
                session("LOGIN sally a:b", "CREATE A/B", "APPEND A/B {1+}\r\nx", "SELECT A/B", "LOGOUT"),
                "--base-dir",
                base.toString(),
                "--layout",
                "fs",
                "--colon",
                ";",
                "--concurrency",
                "1",
                "--fsync",
                "never",
                directory.toString());

        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(code).isZero();
        assertThat(files("base/mail/data/A/B")).hasSize(1).allMatch(name -> name.endsWith(";2,"));
    }

    private List<String> files(String mailbox) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(mailbox).resolve("cur"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| USERS_FILE",
                "--layout x FILE| expected ++ or fs",
                "--layout FS FILE| expected ++ or fs",
                "--colon :: FILE| expected one of : ;",
                "--colon / FILE| expected one of : ;",
                "--colon , FILE| expected one of : ;",
                "--concurrency 0 FILE| expected a number from 1",
                "--concurrency x FILE| expected a number from 1",
                "--fsync sometimes FILE| expected never, optimized or always",
                "FILE more| more"
            })
    void saysWhatIsWrongInOneLine(String arguments, String problem) throws IOException {
        writeUsers();

        int code = run(
                MaildirCommandTest::refuse,
                arguments.isEmpty()
                        ? new String[0]
                        : arguments.replace("FILE", users().toString()).split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("pymap: error: ")
                .contains(problem)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch.txt", "empty", "nosuch/users.txt"})
    void saysThatThereAreNoUsers(String file) throws IOException {
        Files.createDirectory(directory.resolve("empty"));

        int code = run(MaildirCommandTest::refuse, directory.resolve(file).toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .startsWith("pymap: error: " + directory.resolve(file))
                .contains("no such file; make one with a line NAME:PATH:PASSWORD")
                .hasLineCount(1);
    }

    @Test
    void saysThatThereIsNoBaseDirectory() throws IOException {
        writeUsers();

        int code = run(
                MaildirCommandTest::refuse,
                "--base-dir",
                directory.resolve("nosuch").toString(),
                users().toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .contains("nosuch: no such directory; make it")
                .hasLineCount(1);
    }

    @Test
    void saysThatTheFileIsNoText() throws IOException {
        Files.createSymbolicLink(users(), Path.of("/dev/null"));

        assertThat(run(MaildirCommandTest::refuse, users().toString())).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("expected a text file").hasLineCount(1);
    }

    @Test
    void helpsWithTheBackend() {
        int code = run(MaildirCommandTest::refuse, "--help");

        assertThat(code).isZero();
        assertThat(out.toString(UTF_8))
                .contains(
                        "USERS_FILE", "NAME:PATH:PASSWORD", "--base-dir", "--layout", "++", "--colon", "--concurrency")
                .contains("--fsync", "optimized")
                .doesNotContain("Optional.empty", "null", "MAILDIR_PLUS_PLUS", "OPTIMIZED");
    }
}
