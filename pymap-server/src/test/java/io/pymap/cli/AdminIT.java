package io.pymap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.redis.RedisServer;
import io.pymap.clients.LineClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged {@code pymap} and {@code pymap-admin}, each a process of its own. */
@Tag("long")
class AdminIT {

    @TempDir
    Path directory;

    private enum Kind {
        DICT,
        MAILDIR,
        REDIS
    }

    /** What came of a command. */
    private record Outcome(int code, String out, String err) {}

    private static Path command() {
        return Path.of(Objects.requireNonNull(
                System.getProperty("pymap.command"), "expected -Dpymap.command, which mvn verify gives"));
    }

    private ServerProcess start(Kind kind) throws IOException {
        List<String> command = new ArrayList<>(List.of(command().toString(), "--port", "0"));
        command.addAll(
                switch (kind) {
                    case DICT -> List.of("dict", "--user", "somebody:secret");
                    case MAILDIR -> {
                        Path users = Files.writeString(directory.resolve("users.txt"), "somebody::secret\n");
                        yield List.of("maildir", users.toString());
                    }
                    case REDIS -> {
                        String prefix = RedisServer.freshPrefix();
                        yield List.of(
                                "redis",
                                "--address",
                                RedisServer.shared().uri(),
                                "--prefix",
                                prefix,
                                "--users-prefix",
                                prefix + "/users");
                    }
                });
        // Without a cache, which would be written when the server ends, and that takes its time.
        return ServerProcess.start(command, environment(""));
    }

    private static Map<String, String> environment(String cache) {
        return Map.of("JAVA_HOME", System.getProperty("java.home"), "PYMAP_CACHE", cache);
    }

    private Outcome admin(ServerProcess server, String input, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("pymap-admin"));
        command.addAll(List.of(arguments));
        return run(server, input, command);
    }

    /** With {@code pymap-admin} on the path, which finds that server. */
    private Outcome run(ServerProcess server, String input, List<String> command)
            throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        List<String> found = new ArrayList<>(List.of("env")); // looks for it on the path that it is given
        found.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(found).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment(directory.resolve("cache").toString()));
        builder.environment().merge("PATH", command().getParent() + ":", (path, bin) -> bin + path);
        builder.environment().put("TMPDIR", server.directory().toString());
        builder.environment().put("XDG_CONFIG_HOME", directory.toString());
        Process process = builder.start();
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write(input.getBytes(UTF_8));
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static String login(ServerProcess server, String name, String password) throws IOException {
        try (LineClient client = LineClient.connect(server.port())) {
            client.line();
            return client.command("LOGIN " + name + " " + password).get(0);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void takesAUserFromTheFirstDayToTheLast(Kind kind) throws IOException, InterruptedException {
        try (ServerProcess server = start(kind)) {
            assertThat(admin(server, "", "check")).isEqualTo(new Outcome(0, "status: SERVING\n", ""));
            assertThat(admin(server, "first\n", "set-user", "ann").code()).isZero();
            try (LineClient ann = LineClient.login(server.port(), "ann", "first")) {
                ann.command("SELECT INBOX");
                ann.send("i IDLE\r\n");
                ann.until("+");
                Outcome delivered =
                        admin(server, "Subject: hello\n\nworld\n", "append", "--from", "bob@example.com", "ann");
                assertThat(delivered.code()).as(delivered.err()).isZero();
                assertThat(delivered.out()).isEqualTo("2.0.0 Message delivered\n");
                assertThat(ann.until("* 1 EXISTS")).isNotEmpty();
                ann.send("DONE\r\n");
                ann.until("i OK");
                assertThat(ann.command("FETCH 1 BODY.PEEK[TEXT]")).contains("world");
            }

            assertThat(admin(server, "second\n", "change-password", "ann").code())
                    .isZero();
            assertThat(login(server, "ann", "first")).contains(" NO [AUTHENTICATIONFAILED]");
            assertThat(login(server, "ann", "second")).contains(" OK ");
            assertThat(admin(server, "", "list-users").out()).contains("ann\n");

            assertThat(admin(server, "", "delete-user", "ann").code()).isZero();
            assertThat(login(server, "ann", "second")).contains(" NO [AUTHENTICATIONFAILED]");
            assertThat(admin(server, "x", "append", "ann").out()).isEqualTo("5.1.1 User unknown\n");

            server.terminate();
            assertThat(server.exitCode()).isZero();
            assertThat(server.errors()).isEmpty();
            assertThat(server.directory().resolve("pymap")).isEmptyDirectory();
        }
    }

    @Test
    void makesAdministratorsOfImapAsWell() throws IOException, InterruptedException {
        try (ServerProcess server = start(Kind.MAILDIR)) {
            assertThat(admin(server, "pass\n", "set-user", "--role", "admin", "boss")
                            .code())
                    .isZero();
            try (LineClient client = LineClient.connect(server.port())) {
                client.line();
                String asSomebody = Base64.getEncoder().encodeToString("somebody\0boss\0pass".getBytes(UTF_8));
                assertThat(client.command("AUTHENTICATE PLAIN " + asSomebody).get(0))
                        .contains(" OK ");
            }
        }
    }

    @Test
    void doesWhatTheReadmeShows() throws IOException, InterruptedException {
        String readme = Files.readString(Path.of("../README.md"));
        Matcher block = Pattern.compile("<!-- run by AdminIT -->\n```console\n(.*?)```", Pattern.DOTALL)
                .matcher(readme);
        assertThat(block.find()).isTrue();
        try (ServerProcess server = start(Kind.DICT)) {
            Outcome outcome = run(server, "", List.of("sh", "-e", "-c", block.group(1)));

            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.out())
                    .contains("roles: \"admin\"", "2.0.0 Message delivered\n", "john\nsomebody\n")
                    .contains("status: SERVING\n", "DeleteUser OK completed.");
        }
    }

    /** By what the kernel has: the sockets that the process listens on. */
    @Test
    void listensNowhereElse() throws IOException {
        try (ServerProcess server = start(Kind.DICT)) {
            List<String> inodes = inodes(server.pid());
            List<String> tcp = new ArrayList<>();
            for (String table : List.of("tcp", "tcp6")) {
                tcp.addAll(listening(server.pid(), table, 3, "0A", 9, 1, inodes));
            }
            assertThat(tcp).hasSize(1); // 127.0.0.1, or the same as an address of IPv6
            assertThat(tcp.get(0)).endsWith("0100007F:%04X".formatted(server.port()));
            assertThat(listening(server.pid(), "unix", 5, "01", 6, 7, inodes))
                    .containsOnly(
                            server.directory().resolve("pymap/pymap-admin.sock").toString());
            for (String table : List.of("udp", "udp6")) {
                assertThat(listening(server.pid(), table, 3, "07", 9, 1, inodes))
                        .isEmpty();
            }
        }
    }

    private static List<String> inodes(long pid) throws IOException {
        List<String> inodes = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : files.toList()) {
                String target = Files.readSymbolicLink(file).toString();
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }

    private static List<String> listening(
            long pid, String table, int state, String listens, int inode, int address, List<String> inodes)
            throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "net", table)).stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > Math.max(inode, address))
                .filter(columns -> columns[state].equals(listens) && inodes.contains(columns[inode]))
                .map(columns -> columns[address])
                .toList();
    }
}
