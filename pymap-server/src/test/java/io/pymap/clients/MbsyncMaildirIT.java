package io.pymap.clients;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.cli.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two-way synchronization with mail on disk, by a server that is killed in the middle of it. {@code -Dpymap.kills=50} kills
 * more often, {@code -Dpymap.seed=42} makes the same choices again.
 */
@Tag("clients")
@Tag("long")
class MbsyncMaildirIT {

    private static final int KILLS = Integer.getInteger("pymap.kills", 4);
    private static final int NEW_MESSAGES = 30; // on each side before each kill
    private static final Pattern SUBJECT = Pattern.compile("(?m)^Subject: (.*?)\r?$");

    private final ClientProgram mbsync = ClientProgram.find("mbsync", "isync");
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final long seed = Long.getLong("pymap.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final TreeSet<String> expected = new TreeSet<>();
    private int killed;

    @TempDir
    Path directory;

    @BeforeEach
    void prepare() throws IOException {
        Files.writeString(directory.resolve("users.txt"), "ann::secret\n");
        for (Path part : parts(near())) {
            Files.createDirectories(part);
        }
        Files.createDirectories(near().resolve("tmp"));
        for (Path part : parts(far())) {
            Files.createDirectories(part);
        }
        Files.createDirectories(far().resolve("tmp"));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Path near() {
        return directory.resolve("near/INBOX");
    }

    private Path far() {
        return directory.resolve("ann");
    }

    private static List<Path> parts(Path maildir) {
        return List.of(maildir.resolve("cur"), maildir.resolve("new"));
    }

    @Test
    void losesNothingAndDoublesNothing() throws IOException, InterruptedException, ExecutionException {
        System.out.println("seed " + seed);
        for (int round = 1; round <= KILLS; round++) {
            try (ServerProcess server = start()) {
                change(server, round);
                killInTheMiddle(server);
            }
        }

        try (ServerProcess server = start()) {
            assertThat(sync(server).succeeded()).doesNotContainIgnoringCase("error");
            assertThat(subjects(near())).containsExactlyElementsOf(expected);
            assertThat(subjects(far())).containsExactlyElementsOf(expected);
            assertThat(told(server)).containsExactlyElementsOf(expected);
            List<String> before = names();
            assertThat(sync(server).succeeded()).doesNotContainIgnoringCase("error");
            assertThat(names()).isEqualTo(before);
        }
        assertThat(killed).as("in the middle").isPositive();
        System.out.println(expected.size() + " messages, " + killed + " of " + KILLS + " kills in the middle");
    }

    private ServerProcess start() throws IOException {
        return ServerProcess.java(
                List.of(),
                "--port",
                "0",
                "--no-tls",
                "maildir",
                directory.resolve("users.txt").toString());
    }

    /** New messages on both sides, and some of those that are there get flags or go. */
    private void change(ServerProcess server, int round) throws IOException {
        try (LineClient client = LineClient.login(server.port(), "ann", "secret")) {
            client.command("SELECT INBOX");
            for (int i = 0; i < NEW_MESSAGES; i++) {
                String subject = "far " + round + " " + i;
                String message = "From: ann@example.org\r\nSubject: " + subject + "\r\n\r\nText.\r\n";
                client.send("a APPEND INBOX {" + message.length() + "+}\r\n" + message + "\r\n");
                assertThat(client.until("a ")).last().asString().startsWith("a OK");
                expected.add(subject);
            }
            client.command("STORE 1:5 +FLAGS (\\Flagged)");
        }
        for (int i = 0; i < NEW_MESSAGES; i++) {
            String subject = "near " + round + " " + i;
            Path file = near().resolve("new").resolve("1700000000." + round + "_" + i + ".here");
            Files.writeString(file, "From: ann@example.org\nSubject: " + subject + "\n\nText.\n");
            expected.add(subject);
        }
        for (Path file : synchronised().stream().limit(5).toList()) {
            expected.remove(subject(file));
            Files.delete(file);
        }
    }

    /** Those here that mbsync has seen to the end, as the UID in their names tells. */
    private List<Path> synchronised() throws IOException {
        return files(near()).stream()
                .filter(file -> file.getFileName().toString().contains(",U="))
                .toList();
    }

    private void killInTheMiddle(ServerProcess server) throws IOException, InterruptedException, ExecutionException {
        try (WatchService service = directory.getFileSystem().newWatchService()) {
            for (Path maildir : List.of(near(), far())) {
                for (Path part : parts(maildir)) {
                    part.register(service, ENTRY_CREATE);
                }
            }
            int left = 1 + random.nextInt(2 * NEW_MESSAGES);
            Future<ClientProgram.Result> running = threads.submit(() -> sync(server));
            while (left > 0 && !running.isDone()) {
                WatchKey key = service.poll(100, TimeUnit.MILLISECONDS);
                if (key != null) {
                    left -= key.pollEvents().size();
                    key.reset();
                }
            }
            server.kill();
            killed += running.get().code() == 0 ? 0 : 1;
        }
    }

    private ClientProgram.Result sync(ServerProcess server) throws IOException, InterruptedException {
        Path configuration = Files.writeString(directory.resolve("mbsyncrc"), """
                IMAPAccount pymap
                Host 127.0.0.1
                Port %1$d
                User ann
                Pass secret
                SSLType None
                AuthMechs PLAIN

                IMAPStore far
                Account pymap

                MaildirStore near
                Path %2$s/near/
                Inbox %2$s/near/INBOX

                Channel inbox
                Far :far:INBOX
                Near :near:INBOX
                Create Both
                Expunge Both
                SyncState *
                """.formatted(server.port(), directory));
        return mbsync.run("-c", configuration.toString(), "-a");
    }

    private static List<Path> files(Path maildir) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path part : parts(maildir)) {
            try (Stream<Path> found = Files.list(part)) {
                found.filter(file -> !file.getFileName().toString().startsWith("."))
                        .forEach(files::add);
            }
        }
        files.sort(null);
        return files;
    }

    private List<String> names() throws IOException {
        return Stream.concat(files(near()).stream(), files(far()).stream())
                .map(Path::toString)
                .toList();
    }

    private static String subject(Path file) throws IOException {
        Matcher matcher = SUBJECT.matcher(Files.readString(file));
        return matcher.find() ? matcher.group(1) : "";
    }

    private static List<String> subjects(Path maildir) throws IOException {
        List<String> subjects = new ArrayList<>();
        for (Path file : files(maildir)) {
            subjects.add(subject(file));
        }
        subjects.sort(null);
        return subjects;
    }

    private static List<String> told(ServerProcess server) throws IOException {
        try (LineClient client = LineClient.login(server.port(), "ann", "secret")) {
            client.command("EXAMINE INBOX");
            return client.command("FETCH 1:* BODY.PEEK[HEADER.FIELDS (SUBJECT)]").stream()
                    .filter(line -> line.startsWith("Subject: "))
                    .map(line -> line.substring("Subject: ".length()))
                    .sorted()
                    .toList();
        }
    }
}
