package io.pymap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.pymap.clients.LineClient;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the command starts a server, and why it does not. */
class CommandStartTest extends RunningCommand {

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
