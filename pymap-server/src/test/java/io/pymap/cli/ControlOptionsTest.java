package io.pymap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlOptionsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> answers = new ArrayList<>();

    @TempDir
    private Path directory;

    /** Asks these paths while the server runs. */
    private int run(Map<String, String> environment, String arguments, String... paths) {
        Surroundings surroundings = new Surroundings(
                environment,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                server -> {
                    for (String path : paths) {
                        answers.add(ask(path));
                    }
                });
        return Main.run(List.of(("--port 0 --no-service admin " + arguments).split(" ")), surroundings);
    }

    private String ask(String path) {
        Matcher url = Pattern.compile("(http://\\S+)").matcher(out.toString(UTF_8));
        assertThat(url.find()).as(out.toString(UTF_8)).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url.group(1) + path))
                .header("Authorization", "Bearer s3cret")
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void startsWithAccountsMailFaultsAndTime() throws IOException {
        Path seed = Files.writeString(
                directory.resolve("seed.json"),
                "{\"mailboxes\":[{\"user\":\"bob\",\"messages\":[{\"subject\":\"seeded\"}]}]}");

        int code = run(
                Map.of("PYMAP_SERVER_CLOCK", "2026-01-01T00:00:00Z", "PYMAP_SERVER_FAULT", "greeting"),
                "--control-port 0 --account ann --account bob:pw --fault login=x --seed " + seed + " dict",
                "/v1/accounts");

        assertThat(code).isEqualTo(2); // a fault that is none
        assertThat(err.toString(UTF_8)).contains("--fault");
        err.reset();
        code = run(
                Map.of("PYMAP_SERVER_CLOCK", "2026-01-01T00:00:00Z"),
                "--control-port 0 --account ann --account bob:pw --seed " + seed + " dict",
                "/v1/accounts",
                "/v1/accounts/bob/mailboxes/INBOX/messages",
                "/v1/clock",
                "/v1/server");
        assertThat(code).as(err.toString(UTF_8)).isZero();
        assertThat(out.toString(UTF_8)).containsPattern("pymap: the password of ann is [0-9a-f]{16}\n");
        assertThat(answers.get(0)).contains("{\"login\":\"ann\",", "{\"login\":\"bob\",\"password\":\"pw\"}");
        assertThat(answers.get(0)).doesNotContain("demouser");
        assertThat(answers.get(1)).contains("\"subject\":\"seeded\"", "\"internalDate\":\"2026-01-01T00:00Z\"");
        assertThat(answers.get(2)).isEqualTo("{\"now\":\"2026-01-01T00:00:00Z\",\"standsStill\":true}");
        assertThat(answers.get(3)).contains("\"tls\":\"STARTTLS\",\"caPem\":\"-----BEGIN CERTIFICATE-----");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void keepsMailInMaildirs() throws IOException {
        Path users = Files.writeString(directory.resolve("users.txt"), "bob::pw\n");

        int code = run(
                Map.of("PYMAP_SERVER_CONTROL_TOKEN", "s3cret"),
                "--no-tls --control-port 0 --account ann:x maildir " + users,
                "/v1/accounts",
                "/v1/clock");

        assertThat(code).as(err.toString(UTF_8)).isZero();
        assertThat(answers.get(0)).contains("\"ann\"", "\"bob\"");
        assertThat(answers.get(1)).contains("\"standsStill\":false");
        assertThat(Files.readString(users)).contains("ann:");
    }

    @Test
    void wantsAToken() {
        assertThat(run(Map.of("PYMAP_SERVER_CONTROL_TOKEN", "other"), "--control-port 0 dict", "/v1/server", "/health"))
                .isZero();

        assertThat(answers.get(0)).contains("\"status\":401");
        assertThat(answers.get(1)).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--control-host 0.0.0.0 dict                       | 2 | expected a --control-port",
                "--control-port 0 --control-host 0.0.0.0 dict      | 2 | other machines can connect",
                "--control-port 99999 dict                         | 2 | expected a port",
                "--clock yesterday dict                            | 2 | --clock: expected now",
                "--account :x dict                                 | 2 | --account: expected NAME",
                "--seed /nowhere/seed.json dict                    | 1 | /nowhere/seed.json",
                "--control-port 0 --control-token-file /nowhere/t dict | 1 | cannot be read",
            })
    void refuses(String arguments, int code, String message) {
        assertThat(run(Map.of(), arguments)).isEqualTo(code);
        assertThat(err.toString(UTF_8))
                .startsWith("pymap: error: ")
                .contains(message)
                .hasLineCount(1);
    }
}
