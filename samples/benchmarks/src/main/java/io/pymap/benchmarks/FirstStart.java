package io.pymap.benchmarks;

import io.pymap.server.ServerThreads;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Times the first server of a JVM, as each run of a test module has one, from the call to the end of the first session's
 * SELECT, each time in a fresh JVM: {@code mvn -Pbenchmark verify -Dexec.mainClass=io.pymap.benchmarks.FirstStart}. The
 * first argument, if there is one, is how many JVMs each server gets (15 unless given).
 */
public final class FirstStart {

    private FirstStart() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        inFreshJvm(OfPymap.class); // from here on the disk's cache is warm
        inFreshJvm(OfGreenMail.class);
        for (int round = 0; round < rounds; round++) { // in turn, so that noise hits both
            ours[round] = inFreshJvm(OfPymap.class);
            theirs[round] = inFreshJvm(OfGreenMail.class);
        }
        double ourTime = Comparison.median(ours);
        double theirTime = Comparison.median(theirs);
        System.out.printf(
                "JDK %s, %d processors, medians of %d JVMs each, in turn%n%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds);
        System.out.println("| what | pymap | GreenMail | times faster |");
        System.out.println("|---|---|---|---|");
        System.out.printf(
                "| first start in a JVM + LOGIN + SELECT | %.0f ms | %.0f ms | %.1f |%n",
                ourTime, theirTime, theirTime / ourTime);
    }

    /** Milliseconds, as the program says them. */
    private static double inFreshJvm(Class<?> program) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        classPath(),
                        program.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            if (line == null) {
                throw new IOException(program.getName() + " has said nothing");
            }
            return Double.parseDouble(line);
        }
    }

    /** Maven runs this with a class loader of its own. */
    private static String classPath() {
        if (FirstStart.class.getClassLoader() instanceof URLClassLoader own) {
            return Arrays.stream(own.getURLs())
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    /** Says how long it took, and ends the JVM without a goodbye. */
    private static void time(Candidate.Kind kind) throws IOException {
        long start = System.nanoTime();
        Candidate server = kind.start();
        try (Client client = new Client(server.port()).loggedIn()) {
            client.command("SELECT INBOX");
            System.out.println((System.nanoTime() - start) / 1e6);
        }
        Runtime.getRuntime().halt(0);
    }

    /** The program that starts our server first. */
    static final class OfPymap {

        private OfPymap() {}

        public static void main(String[] arguments) throws IOException {
            time(() -> PymapCandidate.start(ServerThreads.create(1)));
        }
    }

    /** The program that starts GreenMail first. */
    static final class OfGreenMail {

        private OfGreenMail() {}

        public static void main(String[] arguments) throws IOException {
            time(GreenMailCandidate::start);
        }
    }
}
