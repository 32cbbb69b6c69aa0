package io.pymap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import io.pymap.clients.LineClient;
import io.pymap.server.PymapServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

/** The command, run in this process until the test has done its part. */
abstract class RunningCommand {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    final int run(Map<String, String> environment, Consumer<PymapServer> whileRunning, String... arguments) {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("TMPDIR", directory.toString());
        return Main.run(
                List.of(arguments),
                new Surroundings(
                        all,
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        whileRunning));
    }

    final int run(Consumer<PymapServer> whileRunning, String... arguments) {
        return run(Map.of(), whileRunning, arguments);
    }

    final int refused(String... arguments) {
        return run(server -> fail("started"), arguments);
    }

    final String out() {
        return out.toString(UTF_8);
    }

    final String err() {
        return err.toString(UTF_8);
    }

    interface Dialogue {
        void with(LineClient client) throws IOException;
    }

    static Consumer<PymapServer> dialogue(Dialogue dialogue) {
        return server -> {
            try (LineClient client = LineClient.connect(server.port())) {
                dialogue.with(client);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
