package io.pymap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.pymap.clients.LineClient;
import io.pymap.server.PymapServer;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, Consumer<PymapServer> whileRunning, String... arguments) {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("TMPDIR", directory.toString());
        return Main.run(
                List.of(arguments),
                new Surroundings(
                        all,
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        whileRunning));
    }

    private int run(Consumer<PymapServer> whileRunning, String... arguments) {
        return run(Map.of(), whileRunning, arguments);
    }

    private int refused(String... arguments) {
        return run(server -> fail("started"), arguments);
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    private interface Dialogue {
        void with(LineClient client) throws IOException;
    }

    private static Consumer<PymapServer> dialogue(Dialogue dialogue) {
        return server -> {
            try (LineClient client = LineClient.connect(server.port())) {
                dialogue.with(client);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    // Environment

    @Test
    void takesOptionsFromTheEnvironment() {
        Map<String, String> environment = Map.of(
                "PYMAP_SERVER_PORT", "0",
                "PYMAP_SERVER_NO_TLS", "true",
                "PYMAP_SERVER_DEBUG", "false",
                "PYMAP_SERVER_TLS_PORT", "",
                "PYMAP_SERVER_WITHOUT", "MOVE IDLE",
                "PYMAP_SERVER_USER", " ann:secret  bob:{SSHA}x=y ",
                "PYMAP_SERVER_NO_SERVICE", "admin");

        int code = run(
                environment,
                dialogue(client -> {
                    assertThat(client.line()).doesNotContain("STARTTLS");
                    client.send("a LOGIN ann secret\r\n");
                    assertThat(client.line()).startsWith("a OK").doesNotContain(" MOVE", " IDLE");
                }),
                "dict");

        assertThat(err()).isEmpty();
        assertThat(code).isZero();
        assertThat(out()).contains("2 users");
    }

    @Test
    void prefersTheCommandLineToTheEnvironment() {
        Map<String, String> environment = Map.of("PYMAP_SERVER_PORT", "70000", "PYMAP_SERVER_DEMO_USER", "ann");

        assertThat(run(environment, server -> {}, "--port", "0", "dict", "--demo-user=eve"))
                .isZero();
        assertThat(out()).contains("eve/demopass");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PYMAP_SERVER_PORT| 70000| PYMAP_SERVER_PORT: Invalid value",
                "PYMAP_SERVER_NO_TLS| yes| PYMAP_SERVER_NO_TLS: expected true or false",
                "PYMAP_SERVER_PROXY_PROTOCOL| v3| PYMAP_SERVER_PROXY_PROTOCOL: Invalid value"
            })
    void namesTheVariableThatCannotBe(String variable, String value, String message) {
        assertThat(run(Map.of(variable, value), server -> fail("started"), "dict"))
                .isEqualTo(2);
        assertThat(err()).startsWith("pymap: error: " + message).hasLineCount(1);
    }

    // Usage

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| expected a BACKEND",
                "--port 70000 dict| expected a port from 0 to 65535",
                "--port x dict| expected a port",
                "--proxy-protocol v3 dict| expected noop, detect, v1 or v2",
                "--append-limit 3G dict| up to 2G",
                "--append-limit -1 dict| expected a number of octets",
                "--message-limit 0 dict| at least one message",
                "--save-limit x dict| --save-limit",
                "--without NOSUCH dict| No extension NOSUCH; there are",
                "--hide AUTH=PLAIN dict| No extension AUTH=PLAIN",
                "--with AUTH=NOSUCH dict| CRAM-MD5",
                "--with NOSUCH dict| No extension NOSUCH; there are",
                "--connections-per-address 0 dict| expected a number above 0",
                "--profile nosuch dict| No profile nosuch; there are full",
                "--profile nosuch.profile dict| Cannot read the profile nosuch.profile",
                "--quirk nosuch dict| No quirk nosuch; there are",
                "--no-quirk nosuch dict| No quirk nosuch; there are",
                "--connections-per-user 0 dict| at least one connection",
                "--no-service imap dict| no service to start",
                "--no-tls --tls-port 0 dict| --no-tls",
                "--key key.pem dict| --cert",
                "--no-tls --client-ca ca.pem dict| --no-tls",
                "--oauth-token ann dict| expected NAME:TOKEN",
                "--oauth-token ann: dict| expected NAME:TOKEN",
                "--logging-cfg nosuch.xml dict| nosuch.xml: no such file",
                "--bogus dict| --bogus",
                "nosuch| nosuch",
                "dict --user ann| expected NAME:PASSWORD",
                "dict --user :x| expected NAME:PASSWORD",
                "dict extra| extra",
                "@nosuch dict| @nosuch: no such file"
            })
    void saysWhatIsWrongInOneLine(String arguments, String problem) {
        int code = refused(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(err()).startsWith("pymap: error: ").contains(problem).hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    @Test
    void helpsWithDefaults() {
        assertThat(refused("--help")).isZero();

        assertThat(out())
                .contains("--host", "127.0.0.1", "--port", "143", "--tls-port", "--cert", "--key", "--no-tls")
                .contains("--proxy-protocol", "noop", "--debug", "--pid-file", "--logging-cfg", "--no-service")
                .contains(
                        "--append-limit",
                        "1000000000",
                        "--message-limit",
                        "--save-limit",
                        "--without",
                        "--hide",
                        "--fault",
                        "--tls-fault",
                        "strip-starttls",
                        "no-common-cipher",
                        "dict")
                .contains("$NAME and ${NAME} stand for environment variables and $$ for $")
                .doesNotContain("Optional.empty", "[]", "null");
        assertThat(err()).isEmpty();
    }

    @Test
    void helpsWithTheBackend() {
        assertThat(refused("dict", "--help")).isZero();

        assertThat(out()).contains("--demo-data", "--demo-user", "demouser", "--demo-password", "demopass", "--user");
    }

    @Test
    void tellsItsVersion() {
        assertThat(refused("--version")).isZero();

        assertThat(out()).matches("pymap [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\\R");
    }

    // Starting

    @Test
    void isReadyWithItsPort() {
        int code = run(
                dialogue(client -> assertThat(client.line()).startsWith("* OK [CAPABILITY IMAP4rev1")),
                "--port",
                "0",
                "dict",
                "--demo-data");

        assertThat(code).isZero();
        assertThat(out())
                .matches(
                        "pymap \\S+ ready: imap://127\\.0\\.0\\.1:[1-9][0-9]* unix:\\S+ \\(dict, demo data, demouser/demopass\\)\\R");
        assertThat(err()).isEmpty();
    }

    @Test
    void listensOnAPortForTls() {
        int code = run(server -> assertThat(server.tlsPort()).isPresent(), "--port", "0", "--tls-port", "0", "dict");

        assertThat(code).isZero();
        assertThat(out()).containsPattern(" imap://127\\.0\\.0\\.1:[0-9]+ imaps://127\\.0\\.0\\.1:[0-9]+ ");
    }

    @Test
    void hasUsersOfItsOwn() {
        int code = run(
                dialogue(client -> {
                    client.line();
                    assertThat(client.command("LOGIN demouser demopass").get(0)).startsWith("t1 NO");
                    assertThat(client.command("LOGIN ann a:b").get(0)).startsWith("t2 OK");
                }),
                "--port",
                "0",
                "dict",
                "--user",
                "ann:a:b",
                "--user",
                "bob:x");

        assertThat(code).isZero();
        assertThat(out()).contains("(dict, 2 users)");
    }

    @Test
    void keepsChosenPasswordsToItself() {
        int code = run(server -> {}, "--port", "0", "dict", "--demo-data", "--demo-password", "hush");

        assertThat(code).isZero();
        assertThat(out()).contains("(dict, demo data, demouser)").doesNotContain("hush");
    }

    @Test
    void switchesCapabilities() {
        int code = run(
                dialogue(client -> {
                    assertThat(client.line())
                            .contains("AUTH=CRAM-MD5")
                            .doesNotContain("AUTH=LOGIN")
                            .doesNotContain("STARTTLS");
                    String login = client.command("LOGIN demouser demopass").get(0);
                    assertThat(login)
                            .contains("APPENDLIMIT=2048")
                            .doesNotContain("MOVE")
                            .doesNotContain("IDLE");
                    assertThat(client.command("MOVE 1 Trash").get(0)).contains(" BAD ");
                    client.command("SELECT INBOX");
                    client.send("i IDLE\r\n");
                    assertThat(client.line()).startsWith("+");
                }),
                "--port 0 --no-tls --without move --without AUTH=LOGIN --with AUTH=CRAM-MD5 --hide IDLE --append-limit 2K dict"
                        .split(" "));

        assertThat(code).isZero();
    }

    @Test
    void isLikeAnotherServer() {
        int code = run(
                dialogue(client -> {
                    assertThat(client.line()).isEqualTo("* OK Gimap ready for requests from 192.0.2.1");
                    assertThat(client.command("LOGIN demouser demopass").get(0))
                            .startsWith("* CAPABILITY IMAP4rev1 ")
                            .contains(" X-GM-EXT-1 ", " APPENDLIMIT=35651584")
                            .doesNotContain(" MOVE ");
                    assertThat(client.command("LIST \"\" [Gmail]/Trash").get(0)).contains("\\Trash");
                    assertThat(client.command("ID ()").get(0)).contains("BAD");
                    assertThat(client.command("SELECT INBOX"))
                            .anyMatch(line -> line.startsWith("* OK [HIGHESTMODSEQ ") && !line.endsWith("]"));
                }),
                ("--port 0 --no-tls --profile gmail --without MOVE --quirk id-empty-list-bad"
                                + " --no-quirk highestmodseq-without-text dict")
                        .split(" "));

        assertThat(code).isZero();
    }

    @Test
    void letsNobodyHaveMoreConnectionsThanAUserMay() {
        int code = run(
                server -> {
                    try (LineClient first = LineClient.login(server.port(), "demouser", "demopass");
                            LineClient second = LineClient.connect(server.port())) {
                        second.line();
                        assertThat(second.command("LOGIN demouser demopass").get(0))
                                .isEqualTo("t1 NO [LIMIT] Too many connections of this user.");
                        first.command("LOGOUT");
                        assertThat(second.command("LOGIN demouser demopass").get(0))
                                .startsWith("t2 OK");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "--port 0 --connections-per-user 1 dict".split(" "));

        assertThat(code).isZero();
    }

    @Test
    void misbehavesOnCommand() {
        int code = run(
                dialogue(client -> {
                    client.line();
                    client.send("a LOGIN ann x\r\n");
                    assertThat(client.line()).isEqualTo("a NO [UNAVAILABLE] Later");
                    client.send("b NOOP\r\n");
                    assertThat(client.line()).isEqualTo("* BYE Enough");
                }),
                "--port",
                "0",
                "--debug",
                "--fault",
                "login no '[UNAVAILABLE] Later'",
                "--fault",
                "on NOOP bye Enough",
                "dict");

        assertThat(code).isZero();
        assertThat(err()).contains("1 -- FAULT rule #2 (hit 1): on NOOP bye 'Enough'");
    }

    @Test
    void letsTlsGoWrongOnCommand() {
        int code = run(
                dialogue(client -> assertThat(client.line()).startsWith("* OK ").doesNotContain("STARTTLS")),
                "--port",
                "0",
                "--tls-fault",
                "strip-starttls",
                "--tls-fault",
                "expired",
                "dict");

        assertThat(code).isZero();
        assertThat(refused("--tls-fault", "worn-out", "dict")).isEqualTo(2);
        assertThat(err()).contains("expected one of expired, not-yet-valid, ");
    }

    @Test
    void showsWhatIsWrongWithARule() {
        assertThat(refused("--fault", "on FETCH nth x", "dict")).isEqualTo(2);

        assertThat(err())
                .isEqualTo("pymap: error: --fault: expected a number from 1\n  on FETCH nth x\n               ^\n");
    }

    @Test
    void letsTokensAndAnybodyIn() {
        int code = run(
                dialogue(client -> {
                    assertThat(client.line()).contains("AUTH=OAUTHBEARER AUTH=XOAUTH2 AUTH=ANONYMOUS");
                    String message = "n,,\u0001auth=Bearer secret~token\u0001\u0001";
                    String base64 = Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.US_ASCII));
                    assertThat(client.command("AUTHENTICATE OAUTHBEARER " + base64)
                                    .get(0))
                            .startsWith("t1 OK");
                }),
                "--port 0 --oauth-token demouser:secret~token --anonymous demouser dict".split(" "));

        assertThat(code).isZero();
    }

    @Test
    void readsArgumentsFromFiles() throws IOException {
        Path file = Files.writeString(directory.resolve("arguments"), "--port\n$PORT\ndict\n--demo-data\n");

        assertThat(run(Map.of("PORT", "0"), server -> {}, "@" + file)).isZero();
        assertThat(out()).contains("(dict, demo data, demouser/demopass)");
    }

    @Test
    void holdsAPidFileWhileItRuns() {
        Path file = directory.resolve("a.pid");

        int code = run(
                server -> {
                    assertThat(file).hasContent(ProcessHandle.current().pid() + "\n");
                    assertThat(run(second -> fail("started"), "--port", "0", "--pid-file", file.toString(), "dict"))
                            .isEqualTo(1);
                },
                "--port",
                "0",
                "--pid-file",
                file.toString(),
                "dict");

        assertThat(code).isZero();
        assertThat(err()).hasLineCount(1).contains("a running server holds this PID file");
        assertThat(file).doesNotExist();
    }

    @Test
    void showsTheProtocolWithoutPasswords() {
        int code = run(
                dialogue(client -> {
                    client.line();
                    client.command("LOGIN demouser demopass");
                    client.command("NOOP");
                }),
                "--port",
                "0",
                "--debug",
                "dict");

        assertThat(code).isZero();
        assertThat(err())
                .contains("1 S: * OK [CAPABILITY", "1 C: t1 LOGIN ***", "1 S: t1 OK", "1 C: t2 NOOP")
                .doesNotContain("demopass");
    }

    @Test
    void takesCertificatesFromTheEnvironmentFirst() throws IOException {
        ServerCertificate certificate = ServerCertificate.withAuthority(CertificateTerms.loopback(Clock.systemUTC()));
        Path file = Files.writeString(directory.resolve("chain.pem"), certificate.caPem());

        int code = run(
                Map.of("CERT_FILE", directory.resolve("missing.pem").toString()),
                server -> fail("started"),
                "--port",
                "0",
                "--cert",
                file.toString(),
                "dict");

        assertThat(code).isEqualTo(1);
        assertThat(err()).hasLineCount(1).contains("missing.pem");
    }

    @Test
    void saysWhichCertificateIsBad() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.pem"), "no PEM at all\n");

        assertThat(refused("--port", "0", "--cert", file.toString(), "dict")).isEqualTo(1);
        assertThat(err()).startsWith("pymap: error: " + file).hasLineCount(1);
    }

    @Test
    void saysWhichPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(refused("--port", port, "dict")).isEqualTo(1);
            assertThat(err()).hasLineCount(1).contains("127.0.0.1:" + port, "stop what listens there", "--port");
        }
    }

    @Test
    void saysWhichHostIsNone() {
        assertThat(refused("--host", "no-such-host.invalid", "--port", "0", "dict"))
                .isEqualTo(1);

        assertThat(err()).hasLineCount(1).contains("no-such-host.invalid", "--host");
    }

    @Test
    void warnsWhereOthersCanConnectWithAKnownPassword() {
        assertThat(run(server -> {}, "--host", "0.0.0.0", "--port", "0", "dict", "--demo-data"))
                .isZero();

        assertThat(err()).hasLineCount(1).startsWith("pymap: warning: ");
    }

    @Test
    void setsUpLoggingFromAFile() throws IOException {
        Path log = directory.resolve("server.log");
        Path file = Files.writeString(directory.resolve("logback.xml"), """
                <configuration>
                  <appender name="FILE" class="ch.qos.logback.core.FileAppender">
                    <file>%s</file>
                    <encoder><pattern>%%msg%%n</pattern></encoder>
                  </appender>
                  <logger name="io.pymap" level="DEBUG"/>
                  <root level="WARN"><appender-ref ref="FILE"/></root>
                </configuration>
                """.formatted(log));

        assertThat(run(dialogue(LineClient::line), "--port", "0", "--logging-cfg", file.toString(), "dict"))
                .isZero();
        assertThat(log).content().contains("connected");
    }
}
