package io.pymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.clients.HeedlessTls;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.NewMessage;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** What a server is like that the command has started. */
class CommandProtocolTest extends RunningCommand {

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

    /** Which takes one authority for the certificate and for who answers for it. */
    @Test
    void staplesThatItsCertificateIsRevoked() {
        int code = run(
                server -> {
                    try (Socket socket = new Socket(
                                    InetAddress.getLoopbackAddress(),
                                    server.tlsPort().orElseThrow());
                            SSLSocket client = HeedlessTls.handshake(socket)) {
                        ExtendedSSLSession session = (ExtendedSSLSession) client.getSession();
                        assertThat(session.getStatusResponses()).isNotEmpty();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "--port 0 --tls-port 0 --tls-fault revoked-stapled dict".split(" "));

        assertThat(code).isZero();
    }

    @Test
    void lagsBehind() throws IOException {
        Path seed = Files.writeString(
                directory.resolve("seed.json"),
                "{\"mailboxes\":[{\"user\":\"demouser\",\"messages\":[{\"subject\":\"seeded\"}]}]}");

        assertThat(run(server -> lagsBehind(server, 0), "--port 0 --no-service admin --lag 60m dict".split(" ")))
                .isZero();
        String withSeed = "--port 0 --no-service admin --account demouser:demopass --lag 60m --seed " + seed + " dict";
        assertThat(run(server -> lagsBehind(server, 1), withSeed.split(" "))).isZero();
        assertThat(run(CommandProtocolTest::tellsInTime, "--port 0 --no-service admin --lag 50ms dict".split(" ")))
                .isZero();
        assertThat(refused("--lag", "soon", "dict")).isEqualTo(2);
        assertThat(err()).contains("--lag", "a time such as 300ms, 2s or 5m");
    }

    private static void lagsBehind(PymapServer server, int atFirst) {
        appendAsOthersDo(server);
        try (LineClient client = LineClient.login(server.port(), "demouser", "demopass")) {
            assertThat(client.command("SELECT INBOX")).contains("* " + atFirst + " EXISTS");
            assertThat(client.command("APPEND INBOX {3+}\r\nabc")).contains("* " + (atFirst + 2) + " EXISTS");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void appendAsOthersDo(PymapServer server) {
        Mailbox inbox =
                server.backend().account("demouser").find(MailboxName.INBOX).orElseThrow();
        inbox.append(List.of(new NewMessage(Content.of(new byte[3]), Flags.NONE, new InternalDate(0, 0))));
    }

    private static void tellsInTime(PymapServer server) {
        try (LineClient client = LineClient.login(server.port(), "demouser", "demopass")) {
            client.command("SELECT INBOX");
            client.send("i IDLE\r\n");
            assertThat(client.line()).startsWith("+");
            appendAsOthersDo(server);
            assertThat(client.line()).isEqualTo("* 1 EXISTS");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
}
