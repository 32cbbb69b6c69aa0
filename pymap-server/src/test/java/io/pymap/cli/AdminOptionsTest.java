package io.pymap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.pymap.admin.AdminClient;
import io.pymap.admin.grpc.PingRequest;
import io.pymap.admin.grpc.SetUserRequest;
import io.pymap.admin.grpc.UserData;
import io.pymap.server.PymapServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminOptionsTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Consumer<PymapServer> whileRunning, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--port", "0"));
        arguments.addAll(List.of(options));
        arguments.add("dict");
        return Main.run(
                arguments,
                new Surroundings(
                        Map.of("TMPDIR", directory.toString()),
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        whileRunning));
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    private Path usual(String name) {
        return directory.resolve("pymap").resolve(name);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void letsNobodyElseIn() {
        assertThat(run(server -> {
                    assertThat(mode(directory.resolve("pymap"))).isEqualTo("rwx------");
                    assertThat(mode(usual("pymap-admin.sock"))).isEqualTo("rw-------");
                    assertThat(mode(usual("pymap-admin.token"))).isEqualTo("rw-------");
                }))
                .isZero();

        assertThat(out()).contains(" unix:" + usual("pymap-admin.sock") + " (dict");
        assertThat(err()).isEmpty();
        assertThat(directory.resolve("pymap")).isEmptyDirectory();
    }

    @Test
    void goesWithoutWhereOthersCanWrite() throws IOException {
        Files.createDirectory(directory.resolve("pymap"));
        Files.setPosixFilePermissions(directory.resolve("pymap"), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(run(server -> assertThat(directory.resolve("pymap")).isEmptyDirectory()))
                .isZero();
        assertThat(out()).doesNotContain("unix:");
    }

    @Test
    void leavesTheUsualSocketToTheFirstServer() {
        assertThat(run(first -> {
                    String token = read(usual("pymap-admin.token"));
                    assertThat(run(second -> {})).isZero();
                    assertThat(read(usual("pymap-admin.token"))).isEqualTo(token);
                    assertThat(run(
                                    second -> fail("started"),
                                    "--admin-path",
                                    usual("pymap-admin.sock").toString()))
                            .isEqualTo(1);
                    assertThat(usual("pymap-admin.sock")).exists();
                }))
                .isZero();
        assertThat(out().split("unix:", -1)).hasSize(2);
        assertThat(err()).hasLineCount(1).contains("a running server listens there", "--admin-path");
    }

    @Test
    void isLeftOut() {
        assertThat(run(server -> assertThat(directory).isEmptyDirectory(), "--no-service", "admin"))
                .isZero();
        assertThat(out()).doesNotContain("unix:");
    }

    @Test
    void listensOnTcpWithTls() {
        Pattern url = Pattern.compile(" grpcs://127\\.0\\.0\\.1:([0-9]+) ");
        assertThat(run(
                        server -> {
                            Matcher matcher = url.matcher(out());
                            assertThat(matcher.find()).isTrue();
                            AdminClient.Trust anybody = new AdminClient.Trust(List.of(), true);
                            try (AdminClient client = AdminClient.onTls(
                                    "127.0.0.1", Integer.parseInt(matcher.group(1)), anybody, Optional.empty())) {
                                var response = client.system().ping(PingRequest.getDefaultInstance());
                                assertThat(response.getPymapVersion()).isEqualTo(Version.number());
                            }
                        },
                        "--admin-port",
                        "0"))
                .isZero();
    }

    @Test
    void keepsPasswordsAndTokensAsItIsTold() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "00112233445566778899aabbccddeeff\n");
        Path token = directory.resolve("token");
        String[] options = {
            "--admin-key-file", key.toString(), "--admin-token-file", token.toString(), "--admin-password-hash", "plain"
        };
        List<String> tokens = new ArrayList<>();
        Consumer<PymapServer> session = server -> {
            tokens.add(read(token));
            try (AdminClient client = AdminClient.onSocket(usual("pymap-admin.sock"), Optional.of(tokens.get(0)))) {
                SetUserRequest request = SetUserRequest.newBuilder()
                        .setUser("ann")
                        .setData(UserData.newBuilder().setPassword("secret"))
                        .build();
                assertThat(client.users().setUser(request).getResult().getKey()).isEmpty();
            }
            assertThat(server.backend().users().find("ann").orElseThrow().secret())
                    .isEqualTo("{PLAIN}secret");
        };

        assertThat(run(session, options)).isZero();
        assertThat(run(session, options)).as("with the token of before").isZero();
        assertThat(tokens).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2| --admin-host 0.0.0.0| expected a --cert",
                "2| --admin-host 0.0.0.0 --no-tls| loopback",
                "2| --admin-port 70000| expected a port",
                "2| --admin-password-hash md5| pbkdf2, argon2id or plain",
                "2| --admin-token-duration 0| above 0",
                "1| --admin-host no-such-host.invalid| no such host",
                "1| --admin-key-file /no/such/key| cannot be read",
                "1| --admin-key-file pom.xml| 32 hexadecimal digits",
                "1| --admin-path pom.xml| expected a socket or nothing there",
                "1| --admin-path /no/such/directory/socket| /no/such/directory/socket",
                "1| --admin-token-file /dev/null/token| cannot be written"
            })
    void saysWhatIsWrongInOneLine(int code, String options, String problem) {
        assertThat(run(server -> fail("started"), options.split(" "))).isEqualTo(code);

        assertThat(err()).startsWith("pymap: error: ").contains(problem).hasLineCount(1);
        assertThat(out()).isEmpty();
    }
}
