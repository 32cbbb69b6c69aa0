package io.pymap.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/**
 * A program of other people that the tests run as a client. One that is missing fails its tests, so that nobody takes a
 * skipped test for a passed one, unless {@code -Dpymap.clients=none} says that it is meant.
 */
public final class ClientProgram {

    private static final int PATIENCE_SECONDS = 60;

    private final Path path;

    private ClientProgram(Path path) {
        this.path = path;
    }

    /** @param debianPackage what to install where the program is missing */
    public static ClientProgram find(String name, String debianPackage) {
        Assumptions.assumeFalse("none".equals(System.getProperty("pymap.clients")), "-Dpymap.clients=none");
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(ClientProgram::new)
                .orElseThrow(() -> new AssertionFailedError("expected the program " + name
                        + "; install the Debian package " + debianPackage + ", or leave such tests out with"
                        + " -Dpymap.clients=none"));
    }

    public Path path() {
        return path;
    }

    /** What a run left. */
    public record Result(int code, String output) {

        /** All that the program has written, once it has succeeded. */
        public String succeeded() {
            if (code != 0) {
                throw new AssertionFailedError("expected exit code 0, got " + code + ":\n" + output);
            }
            return output;
        }
    }

    /** Runs the program to its end; standard error goes into the output. */
    public Result run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    /** As {@link #run(String...)}, with more in its environment. */
    Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(path.toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("client", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionFailedError(command + " has not ended:\n" + Files.readString(output, UTF_8));
            }
            return new Result(process.exitValue(), Files.readString(output, UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
