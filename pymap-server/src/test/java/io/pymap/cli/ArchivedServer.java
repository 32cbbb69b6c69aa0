package io.pymap.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The command as a process that is ready in less time: from jars, as class data sharing asks for, with an archive of the
 * classes that an earlier process has loaded.
 */
public final class ArchivedServer {

    private static final List<String> OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-XX:-UsePerfData", "-Xlog:cds=off");

    private final Path archive;
    private final String classPath;
    private final String[] arguments;

    private ArchivedServer(Path archive, String classPath, String... arguments) {
        this.archive = archive;
        this.classPath = classPath;
        this.arguments = arguments;
    }

    /** What makes a process load the classes that it will need. */
    public interface Rehearsal {
        void run(ServerProcess server) throws IOException;
    }

    /** @param directory where jars and the archive are kept */
    public static ArchivedServer rehearse(Path directory, Rehearsal rehearsal, String... arguments) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (!Files.isDirectory(path)) {
                jars.add(entry);
            } else if (Files.exists(path.resolve("io/pymap/cli/Main.class"))) {
                jars.add(0, packed(path, directory.resolve("pymap.jar")).toString());
            }
        }
        ArchivedServer server =
                new ArchivedServer(directory.resolve("pymap.jsa"), String.join(File.pathSeparator, jars), arguments);
        try (ServerProcess first = server.start("-XX:ArchiveClassesAtExit=" + server.archive)) {
            rehearsal.run(first);
            CompletableFuture<ProcessHandle> end =
                    ProcessHandle.of(first.pid()).orElseThrow().onExit();
            first.terminate();
            end.join();
        }
        return server;
    }

    private static Path packed(Path classes, Path jar) throws IOException {
        try (Stream<Path> all = Files.walk(classes);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    /** One more process. */
    public ServerProcess start() {
        try {
            return start("-XX:SharedArchiveFile=" + archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerProcess start(String sharing) throws IOException {
        List<String> command = new ArrayList<>(ServerProcess.java());
        command.addAll(OPTIONS);
        command.addAll(List.of(sharing, "-cp", classPath, "io.pymap.cli.Main"));
        command.addAll(List.of(arguments));
        return ServerProcess.start(command, Map.of());
    }
}
