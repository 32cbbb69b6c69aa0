package io.pymap.backend.redis;

import io.pymap.disk.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A {@code redis-server} on a port of its own, with its files in a directory that goes with it. */
public final class RedisServer implements AutoCloseable {

    private static final int ATTEMPTS = 10;
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private final int port;
    private final Path directory;
    private final List<String> options;
    private Process process;

    private RedisServer(int port, Path directory, List<String> options, Process process) {
        this.port = port;
        this.directory = directory;
        this.options = options;
        this.process = process;
    }

    /** One for all tests of this JVM that do not harm it; each takes a prefix of its own. */
    public static RedisServer shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        private static final RedisServer SERVER = start("--save", "");

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }

    /** @param options as on its command line */
    public static RedisServer start(String... options) {
        try {
            Path directory = Files.createTempDirectory("pymap-redis");
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                int port = freePort();
                Process process = launch(port, directory, List.of(options));
                if (answers(process, port)) {
                    return new RedisServer(port, directory, List.of(options), process);
                } // else somebody has taken the port meanwhile
            }
            throw new IllegalStateException("redis-server does not start, see " + directory.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server is needed: apt-get install redis-server", e);
        }
    }

    private static Process launch(int port, Path directory, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("redis-server", "--port", "" + port, "--bind", "127.0.0.1", "--dir", directory.toString()));
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whether it has come up; false when it has ended. */
    private static boolean answers(Process process, int port) throws IOException {
        while (process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                socket.setSoTimeout(1000);
                socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readNBytes(2), StandardCharsets.US_ASCII);
                if (answer.equals("+P") || answer.equals("-N")) { // PONG, or NOAUTH; others are yet to load their data
                    return true;
                }
            } catch (IOException e) {
                waitAMoment(process);
            }
        }
        return false;
    }

    private static void waitAMoment(Process process) {
        try {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Something that no other test has in front of its keys. */
    public static String freshPrefix() {
        return "/test" + PREFIXES.incrementAndGet();
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again on the same port, with the data that it has kept, and waits until it answers. */
    public void restart() {
        try {
            process = launch(port, directory, options);
            if (!answers(process, port)) {
                throw new IllegalStateException("redis-server does not come back, see " + directory.resolve("log"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Trees.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
