package io.pymap.clients.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program that uses a client as it is told line by line. One that has hung or died is started anew for the next line. */
final class ClientProcess implements AutoCloseable {

    /** What came of an operation. */
    record Outcome(Kind kind, String text) {
        enum Kind {
            /** The client has answered. */
            DATA,
            /** The client has reported an error. */
            ERROR,
            /** The client cannot do such a thing. */
            UNABLE,
            /** The client has done neither for long. */
            HANGS,
            /** The process has ended. */
            DIES
        }
    }

    private final List<String> command;
    private final Path directory;
    private Optional<Process> process = Optional.empty();
    private BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

    /**
     * Where the client finds the server.
     *
     * @param security of the connection: {@code clear}, {@code starttls} or {@code tls}
     * @param port of its first connection
     * @param later port of the connections behind that one
     */
    record Address(String security, int port, int later) {}

    /** @param directory where it runs; standard error goes into a file there */
    ClientProcess(List<String> command, Path directory) {
        this.command = List.copyOf(command);
        this.directory = directory;
    }

    /**
     * @param patience what the client is told to have
     * @param deadline when it counts as hanging
     */
    Outcome ask(String operation, Address address, Duration patience, Duration deadline)
            throws IOException, InterruptedException {
        Process running = running();
        String line = "%s %d %s %d %d\n"
                .formatted(operation, address.port(), address.security(), patience.toMillis(), address.later());
        try {
            running.getOutputStream().write(line.getBytes(UTF_8));
            running.getOutputStream().flush();
        } catch (IOException e) { // it has died behind its last answer
            close();
            return new Outcome(Outcome.Kind.DIES, "");
        }
        Optional<String> answer = answers.poll(deadline.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            close();
            return new Outcome(Outcome.Kind.HANGS, "");
        }
        if (answer.isEmpty()) {
            close();
            return new Outcome(Outcome.Kind.DIES, "");
        }
        return outcome(answer.get());
    }

    private static Outcome outcome(String answer) {
        if (answer.equals("unable")) {
            return new Outcome(Outcome.Kind.UNABLE, "");
        }
        String text = answer.substring(answer.indexOf(' ') + 1)
                .replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\\\", "\\");
        return new Outcome(answer.startsWith("data ") ? Outcome.Kind.DATA : Outcome.Kind.ERROR, text);
    }

    private Process running() throws IOException {
        if (process.isPresent()) {
            return process.get();
        }
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("errors.log").toFile()))
                .directory(directory.toFile())
                .start();
        BlockingQueue<Optional<String>> told = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(started, told), "answers of " + command.get(0));
        reader.setDaemon(true);
        reader.start();
        answers = told;
        process = Optional.of(started);
        return started;
    }

    private static void read(Process process, BlockingQueue<Optional<String>> told) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                told.add(Optional.of(line));
            }
        } catch (IOException e) {
            // as its end
        }
        told.add(Optional.empty());
    }

    @Override
    public void close() {
        process.ifPresent(Process::destroyForcibly);
        process = Optional.empty();
    }
}
