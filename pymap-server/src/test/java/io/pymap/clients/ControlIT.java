package io.pymap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.cli.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged command under control: README's walk-through, and the samples in other languages. */
@Tag("clients")
class ControlIT {

    private static final Path SAMPLES = Path.of("..", "samples");
    private static final Path JAVASCRIPT =
            Path.of("target", "sample-javascript").toAbsolutePath();

    private static String command() {
        return Path.of(Objects.requireNonNull(
                        System.getProperty("pymap.command"), "expected -Dpymap.command, which mvn verify gives"))
                .toAbsolutePath()
                .toString();
    }

    private static Map<String, String> environment() {
        return Map.of("PYMAP_COMMAND", command(), "JAVA_HOME", System.getProperty("java.home"), "PYMAP_CACHE", "");
    }

    @Test
    void doesWhatTheReadmeShows() throws IOException, InterruptedException {
        Matcher block = Pattern.compile("<!-- run by ControlIT -->\n```console\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../README.md")));
        assertThat(block.find()).isTrue();
        ClientProgram.find("curl", "curl");
        List<String> start =
                List.of(command(), "--port", "0", "--no-tls", "--control-port", "0", "--account", "bob:secret", "dict");
        try (ServerProcess server = ServerProcess.start(start, environment())) {
            Matcher control = Pattern.compile(" (http://\\S+)").matcher(server.readyLine());
            assertThat(control.find()).isTrue();
            String script = block.group(1).replace("localhost:1143", "127.0.0.1:" + server.port());

            ClientProgram.Result result =
                    ClientProgram.find("sh", "dash").run(Map.of("CONTROL", control.group(1)), "-e", "-c", script);

            assertThat(result.succeeded())
                    .contains("{\"login\":\"ann\",\"password\":\"s3cret\"}", "{\"uids\":[1]}", "\"hits\":0")
                    .contains("Subject: Hello", "# FAULT rule #1 (hit 1)", "\"subject\":\"Hello\"");
            server.terminate();
            assertThat(server.exitCode()).isZero();
            assertThat(server.errors()).isEmpty();
        }
    }

    @Test
    void runsThePythonSample() throws IOException, InterruptedException {
        ClientProgram.Result result = ClientProgram.find("python3", "python3")
                .run(
                        environment(),
                        "-B",
                        "-m",
                        "unittest",
                        "discover",
                        "-s",
                        SAMPLES.resolve("python").toString());

        assertThat(result.succeeded()).contains("Ran 3 tests", "OK").doesNotContain("Warning");
    }

    @Test
    void runsTheJavascriptSample() throws IOException, InterruptedException {
        Files.createDirectories(JAVASCRIPT);
        for (String name : List.of("package.json", "package-lock.json", "pymap.js", "watch.test.js")) {
            Files.copy(
                    SAMPLES.resolve("javascript").resolve(name),
                    JAVASCRIPT.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        ClientProgram.find("npm", "npm")
                .run(
                        "ci",
                        "--prefix=" + JAVASCRIPT,
                        "--ignore-scripts",
                        "--engine-strict",
                        "--prefer-offline",
                        "--no-audit",
                        "--no-fund")
                .succeeded();

        ClientProgram.Result result = ClientProgram.find("node", "nodejs")
                .run(
                        environment(),
                        "--test",
                        JAVASCRIPT.resolve("watch.test.js").toString());

        assertThat(result.succeeded()).contains("# pass 2", "# fail 0");
    }
}
