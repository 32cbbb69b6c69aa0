package io.pymap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.disk.Trees;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command as a process of its own, ready for connections. */
public final class ServerProcess implements AutoCloseable {

    private static final Pattern URL = Pattern.compile(" imap://127\\.0\\.0\\.1:([0-9]+)");

    private final Process process;
    private final Path directory;
    private final String readyLine;

    private ServerProcess(Process process, Path directory, String readyLine) {
        this.process = process;
        this.directory = directory;
        this.readyLine = readyLine;
    }

    /** Java with these options and the class path of the tests. */
    public static ServerProcess java(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.pymap.cli.Main"));
        command.addAll(List.of(arguments));
        return start(command, Map.of());
    }

    /** This JDK, and what it needs to be told. */
    static List<String> java() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Runtime.version().feature() >= 22 // says so on standard error otherwise; jars say it in their manifest
                ? List.of(java, "--enable-native-access=ALL-UNNAMED")
                : List.of(java);
    }

    /** Any command that ends in a server. */
    public static ServerProcess start(List<String> command, Map<String, String> environment) throws IOException {
        Path directory = Files.createTempDirectory("pymap");
        Path errors = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("TMPDIR", directory.toString()); // for the socket of the admin service
        builder.environment().putAll(environment);
        Process process = builder.start();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (line == null || !URL.matcher(line).find()) {
            process.destroyForcibly();
            throw new IOException("expected a ready line, but: " + line + "\n" + Files.readString(errors));
        }
        return new ServerProcess(process, directory, line);
    }

    public String readyLine() {
        return readyLine;
    }

    public int port() {
        Matcher matcher = URL.matcher(readyLine);
        if (!matcher.find()) {
            throw new IllegalStateException("checked at the start");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** The port that {@code --tls-port} asked for. */
    public int tlsPort() {
        Matcher matcher = Pattern.compile(" imaps://127\\.0\\.0\\.1:([0-9]+)").matcher(readyLine);
        if (!matcher.find()) {
            throw new IllegalStateException("expected a server with --tls-port");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Directory for temporary files, where clients find the admin service. */
    public Path directory() {
        return directory;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** All that came on standard error so far. */
    public String errors() throws IOException {
        return Files.readString(directory.resolve("err"));
    }

    public long pid() {
        return process.pid();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL, and waits until there is nothing left of it. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The exit code, within 5 seconds from now. */
    public int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            throw new IOException("the server has not ended after 5 seconds");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join(); // or it might still remove files
        Trees.delete(directory);
    }
}
