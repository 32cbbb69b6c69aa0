package io.pymap.transcripts;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.pymap.transport.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every script, on every backend, in memory and over a socket; {@code -Dpymap.transcripts=profiles/} for those whose path
 * begins so.
 */
class TranscriptsTest {

    private static final Map<String, ScriptServer.Kind> SERVERS =
            new TreeMap<>(Map.of("memory", EmbeddedServer::start, "socket", SocketServer::start));

    private static final String BEGINNING = System.getProperty("pymap.transcripts", "");

    @TestFactory
    Stream<DynamicContainer> playsAsWritten() throws IOException, URISyntaxException {
        return scripts(List.of(TestBackend.DICT));
    }

    @TestFactory
    @Tag("long")
    Stream<DynamicContainer> playsAsWrittenOnOtherBackends() throws IOException, URISyntaxException {
        return scripts(TestBackend.OTHERS);
    }

    private static Stream<DynamicContainer> scripts(List<TestBackend> backends) throws IOException, URISyntaxException {
        Path root = Path.of(Objects.requireNonNull(TranscriptsTest.class.getResource("/transcripts"))
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(file -> file.toString().endsWith(".imap"))
                    .filter(file -> root.relativize(file).toString().startsWith(BEGINNING))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file -> dynamicContainer(root.relativize(file).toString(), tests(root, file, backends)));
        }
    }

    private static List<DynamicTest> tests(Path root, Path file, List<TestBackend> backends) {
        Script script = read(root, file);
        List<DynamicTest> tests = new ArrayList<>();
        for (TestBackend backend : backends) {
            SERVERS.forEach((kind, server) -> {
                String other = kind.equals("memory") ? "socket" : "memory";
                if (!script.setup().is(other) && backend.canHave(script.setup())) {
                    tests.add(dynamicTest(
                            script.name() + " on " + backend.name() + ", " + kind,
                            () -> play(script, backend, server)));
                }
            });
        }
        return tests;
    }

    private static Script read(Path root, Path file) {
        try {
            return Script.parse(root.relativize(file).toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void play(Script script, TestBackend backend, ScriptServer.Kind kind) throws IOException {
        try (ScriptServer server = kind.start(script.setup(), backend.start(script.setup()))) {
            ScriptRunner.run(script, server);
        }
    }
}
