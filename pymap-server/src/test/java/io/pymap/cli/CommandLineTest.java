package io.pymap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command takes, and what it says of what it does not. */
class CommandLineTest extends RunningCommand {

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
                        "--lag",
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

    // Files

    @Test
    void readsArgumentsFromFiles() throws IOException {
        Path file = Files.writeString(directory.resolve("arguments"), "--port\n$PORT\ndict\n--demo-data\n");

        assertThat(run(Map.of("PORT", "0"), server -> {}, "@" + file)).isZero();
        assertThat(out()).contains("(dict, demo data, demouser/demopass)");
    }
}
