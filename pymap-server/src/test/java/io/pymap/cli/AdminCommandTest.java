package io.pymap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.admin.AdminServer;
import io.pymap.auth.PasswordHash;
import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.ForwardingBackend;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.User;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminCommandTest {

    @TempDir
    Path directory;

    private final AtomicBoolean isThere = new AtomicBoolean(true);
    private final ServerCertificate certificate =
            ServerCertificate.withAuthority(CertificateTerms.loopback(Clock.systemUTC()));
    private final Backend dict =
            DictBackend.builder().user(new User("ann", "secret")).build();
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        environment.put("TMPDIR", directory.toString());
        environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
        Files.createDirectory(directory.resolve("pymap"));
        Backend backend = new ForwardingBackend(dict) {
            @Override
            public void ping() {
                if (!isThere.get()) {
                    throw new MailboxException.Unavailable("away");
                }
            }
        };
        server = AdminServer.builder(backend)
                .socket(directory.resolve("pymap/pymap-admin.sock"))
                .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .certificate(certificate)
                .version("1.2.3")
                .start();
        Files.writeString(token(), server.token(Optional.empty()));
    }

    private Path token() {
        return directory.resolve("pymap/pymap-admin.token");
    }

    @AfterEach
    void stop() {
        server.close();
        dict.close();
    }

    private int admin(String input, String... arguments) {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(arguments));
        return Main.run(
                all,
                new Surroundings(
                        environment,
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        started -> {}));
    }

    private int admin(List<String> arguments) {
        return admin("", arguments.toArray(String[]::new));
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    private User user(String name) {
        return dict.users().find(name).orElseThrow();
    }

    private List<Message> inbox() {
        return dict.account("ann")
                .find(MailboxName.INBOX)
                .orElseThrow()
                .changesSince(0)
                .updated();
    }

    // Usage

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| expected a COMMAND",
                "nosuch| nosuch",
                "get-user| USER",
                "login ann| --password",
                "login -t -i ann| mutually exclusive",
                "set-user --param x ann| KEY=VALUE",
                "append --timestamp x ann| --timestamp",
                "--bogus ping| --bogus",
                "--port x ping| expected a port from 1 to 65535",
                "--port 70000 ping| expected a port from 1 to 65535",
                "save-args| expected options to keep"
            })
    void saysWhatIsWrongInOneLine(String arguments, String problem) {
        int code = admin(arguments.isEmpty() ? List.of() : List.of(arguments.split(" ")));

        assertThat(code).isEqualTo(2);
        assertThat(err()).startsWith("pymap: error: ").contains(problem).hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    @Test
    void helpsAndCompletes() {
        assertThat(admin("", "--help")).isZero();
        assertThat(out()).contains("append", "change-password", "list-users", "--token-file", "[pymap-admin]");
        assertThat(admin("", "generate-completion")).isZero();
        assertThat(out()).contains("change-password").contains("complete -F");
    }

    @Test
    void saysThatNoServerIsFound() {
        environment.put("TMPDIR", directory.resolve("elsewhere").toString());

        assertThat(admin("", "ping")).isEqualTo(2);
        assertThat(err())
                .isEqualTo("pymap: error: Running server not found, please provide --host, --port, or --path.\n");
    }

    @Test
    void saysThatTheServerIsAway() {
        server.close();

        assertThat(admin("", "--path", directory.resolve("gone.sock").toString(), "ping"))
                .isEqualTo(1);
        assertThat(err()).hasLineCount(1).contains("gone.sock: cannot be reached", "start the server");
    }

    // Commands

    @Test
    void pingsAndChecks() {
        assertThat(admin("", "ping")).isZero();
        assertThat(out()).contains("pymap_version: \"1.2.3\"", "pymap_admin_version: \"0.12.1\"");
        assertThat(admin("", "check")).isZero();
        assertThat(out()).isEqualTo("status: SERVING\n");
        assertThat(admin("", "check", "pymap.backend")).isZero();
        assertThat(admin("", "check", "other")).isEqualTo(1);
        assertThat(err()).contains("NOT_FOUND");

        isThere.set(false);
        assertThat(admin("", "check")).isEqualTo(1);
        assertThat(out()).isEmpty();
        assertThat(err()).isEqualTo("status: NOT_SERVING\n");
    }

    @Test
    void managesUsers() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "first\nsecond\n");

        assertThat(admin("", "set-user", "--password-file", password.toString(), "--role", "admin", "bob"))
                .isZero();
        assertThat(new PasswordHash().verify("first", user("bob").secret())).isTrue();
        assertThat(admin("asked\n", "set-user", "--no-overwrite", "bob")).isEqualTo(1);
        assertThat(err()).contains("key: \"CannotReplaceUser\"");
        assertThat(admin("", "get-user", "bob")).isZero();
        assertThat(out()).contains("user: \"bob\"", "roles: \"admin\"", "entity_tag: ");
        assertThat(admin("asked\r\n", "change-password", "bob")).isZero();
        assertThat(new PasswordHash().verify("asked", user("bob").secret())).isTrue();
        assertThat(user("bob").isAdmin()).isTrue();
        assertThat(admin("", "change-password", "--no-password", "bob")).isZero();
        assertThat(user("bob").secret()).isEmpty();
        assertThat(admin("", "list-users")).isZero();
        assertThat(out()).isEqualTo("ann\nbob\n");
        assertThat(admin("", "delete-user", "bob")).isZero();
        assertThat(admin("", "delete-user", "bob")).isEqualTo(1);
        assertThat(err()).contains("key: \"UserNotFound\"");
        assertThat(out()).isEmpty();
        assertThat(admin("x\n", "change-password", "bob")).isEqualTo(1);
    }

    @Test
    void delivers() {
        assertThat(admin(
                        "Subject: a\n\nb\n",
                        "append --from me@example.com --to you --timestamp 1700000000 --flag Work --seen ann"
                                .split(" ")))
                .isZero();

        assertThat(out()).isEqualTo("2.0.0 Message delivered\n");
        assertThat(err()).contains("mailbox: \"INBOX\"", "uid: ");
        assertThat(inbox().get(0).flags()).isEqualTo(Flags.of("\\Seen", "Work"));
        assertThat(inbox().get(0).internalDate().epochSecond()).isEqualTo(1_700_000_000);
    }

    @Test
    void deliversWhatIsLarge() throws IOException {
        Path file = Files.writeString(directory.resolve("large"), "0123456789abcd\r\n".repeat(300_000));

        assertThat(admin("", "append", "--data", file.toString(), "ann")).isZero();
        assertThat(inbox().get(0).size()).isEqualTo(Files.size(file));
    }

    @Test
    void tellsMailSystemsWhyNot() throws IOException {
        assertThat(admin("x", "append", "nobody")).isEqualTo(1);
        assertThat(out()).isEqualTo("5.1.1 User unknown\n");
        assertThat(admin("x", "append", "--mailbox", "Nowhere", "ann")).isEqualTo(1);
        assertThat(out()).isEqualTo("4.2.0 Message not deliverable\n");
        Files.writeString(token(), "rubbish");
        assertThat(admin("x", "append", "ann")).isEqualTo(1);
        assertThat(out()).isEqualTo("5.7.8 Authentication credentials invalid\n");
        assertThat(admin("x".repeat(5_000_000), "append", "ann")).isEqualTo(1);
        assertThat(out()).isEqualTo("5.7.8 Authentication credentials invalid\n");
        server.close();
        assertThat(admin("x", "--path", directory.resolve("gone.sock").toString(), "append", "ann"))
                .isEqualTo(1);
        assertThat(out()).isEqualTo("4.3.0 Connection failed\n");
        assertThat(inbox()).isEmpty();
    }

    @Test
    void logsInAndKeepsTheToken() throws IOException {
        assertThat(admin("secret\n", "login", "--save", "--ask-password", "ann"))
                .isZero();
        Path own = directory.resolve("config/pymap/pymap-admin.token");
        assertThat(out()).contains("bearer_token: \"" + Files.readString(own) + "\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rw-------");

        assertThat(admin("", "get-user", "ann")).as("with ann's token").isZero();
        assertThat(admin("", "list-users")).isEqualTo(1);
        assertThat(err()).contains("key: \"AuthorizationFailure\"");
        environment.put("PYMAP_ADMIN_TOKEN", server.token(Optional.empty()));
        assertThat(admin("", "list-users")).isZero();
        environment.put(
                "PYMAP_ADMIN_TOKEN", server.token(Optional.of(Instant.now().minusSeconds(1))));
        assertThat(admin("", "list-users")).isEqualTo(1);
        assertThat(err()).contains("key: \"InvalidAuth\"");
        assertThat(admin("wrong\n", "login", "-i", "ann")).isEqualTo(1);
    }

    // Where the server is

    @Test
    void remembersWhereTheServerIs() throws IOException {
        String port = Integer.toString(server.addresses().get(0).getPort());
        Path authority = Files.writeString(directory.resolve("ca.pem"), certificate.caPem());

        assertThat(admin("", "--host", "localhost", "--port", port, "ping"))
                .as("nobody vouches for it")
                .isEqualTo(1);
        assertThat(admin("", "--port", port, "--no-verify-cert", "ping")).isZero();
        assertThat(admin("", "--host", "localhost", "--port", port, "--cafile", authority.toString(), "save-args"))
                .isZero();
        Path config = directory.resolve("config/pymap/pymap-admin.conf");
        assertThat(out()).isEqualTo("Config file written: " + config + "\n");
        assertThat(config)
                .hasContent("[pymap-admin]\nhost = localhost\nport = " + port + "\ncafile = " + authority + "\n");
        server.close();
        server = AdminServer.builder(dict)
                .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)))
                .certificate(certificate)
                .start();

        assertThat(admin("", "ping")).isZero();
        environment.put("PYMAP_ADMIN_SOCKET", directory.resolve("gone.sock").toString());
        assertThat(admin("", "ping")).as("the environment goes first").isEqualTo(1);
        assertThat(admin("", "--host", "localhost", "--port", port, "ping"))
                .as("and options before it")
                .isZero();
    }
}
