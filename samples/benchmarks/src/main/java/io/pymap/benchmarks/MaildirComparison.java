package io.pymap.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Mail on disk beside Dovecot, on one disk and with the same care for it: {@code mvn -Pbenchmark verify
 * -Dexec.mainClass=io.pymap.benchmarks.MaildirComparison}. The servers take turns; medians and their ratio are printed. The
 * first argument is a directory on the disk to be measured, the second how many rounds are counted.
 */
public final class MaildirComparison {

    private static final String METADATA = "UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)";
    private static final String BODIES = "UID FETCH 1:* (BODY.PEEK[])";
    private static final int MESSAGES = 10_000;
    private static final int MANY_MESSAGES = 100_000;
    private static final int APPENDS = 400;
    private static final int WARM_UP_ROUNDS = 4;

    private final Path directory;
    private final int rounds;
    private final List<MaildirServer.Kind> kinds = List.of(PymapOnDisk::start, DovecotOnDisk::start);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private MaildirComparison(Path directory, int rounds) {
        this.directory = directory;
        this.rounds = rounds;
    }

    /** One round, with connections of its own; tells how many nanoseconds it took once they were there. */
    private interface Work {
        long run(MaildirServer server) throws IOException, InterruptedException, ExecutionException;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Path parent = Path.of(arguments.length > 0 ? arguments[0] : System.getProperty("java.io.tmpdir"));
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Path directory = Files.createTempDirectory(parent, "maildir");
        MaildirComparison comparison = new MaildirComparison(directory, rounds);
        try {
            comparison.run();
        } finally {
            comparison.threads.shutdown();
            remove(directory);
        }
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        System.out.printf(
                "JDK %s, %d processors, medians of %d rounds in turn%n%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds);
        System.out.println("| what, each time | pymap | Dovecot | times faster |");
        System.out.println("|---|---|---|---|");
        for (int sessions : List.of(1, 4, 16)) {
            compare(
                    "APPEND of 1 KB, " + sessions + (sessions == 1 ? " session" : " sessions"),
                    APPENDS,
                    0,
                    server -> append(server, sessions));
        }
        compare("metadata of 10,000 messages, once more", 1, MESSAGES, server -> fetch(server, METADATA));
        compare("10,000 bodies of 1 KB", 1, MESSAGES, server -> fetch(server, BODIES));
        select();
    }

    private long append(MaildirServer server, int sessions)
            throws IOException, InterruptedException, ExecutionException {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            clients.add(server.connect());
        }
        long start = System.nanoTime();
        List<Future<Client>> all = new ArrayList<>();
        for (Client client : clients) {
            all.add(threads.submit(() -> append(client, APPENDS / sessions)));
        }
        for (Future<Client> one : all) {
            one.get();
        }
        long time = System.nanoTime() - start;
        for (Client client : clients) {
            client.close();
        }
        return time;
    }

    private static Client append(Client client, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            client.append("INBOX", Mails.small(i));
        }
        return client;
    }

    private static long fetch(MaildirServer server, String command) throws IOException {
        try (Client client = server.connect()) {
            client.command("EXAMINE INBOX");
            long start = System.nanoTime();
            client.command(command);
            return System.nanoTime() - start;
        }
    }

    private void compare(String name, int times, int messages, Work work)
            throws IOException, InterruptedException, ExecutionException {
        double[][] microseconds = new double[kinds.size()][rounds];
        List<MaildirServer> servers = new ArrayList<>();
        for (MaildirServer.Kind kind : kinds) {
            servers.add(kind.start(fill(messages)));
        }
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (int k = 0; k < servers.size(); k++) {
                long time = work.run(servers.get(k));
                if (round >= 0) {
                    microseconds[k][round] = time / 1e3 / times;
                }
            }
        }
        servers.forEach(MaildirServer::close);
        print(name, microseconds);
    }

    /** Each round is a server that has just been started, without any index, with one, and with one in memory. */
    private void select() throws IOException {
        double[][] cold = new double[kinds.size()][rounds];
        double[][] restarted = new double[kinds.size()][rounds];
        double[][] warm = new double[kinds.size()][rounds];
        for (int k = 0; k < kinds.size(); k++) {
            Path maildir = fill(MANY_MESSAGES);
            for (int round = 0; round < rounds; round++) {
                removeIndexes(maildir);
                try (MaildirServer server = kinds.get(k).start(maildir)) {
                    cold[k][round] = timeOfSelect(server);
                }
                try (MaildirServer server = kinds.get(k).start(maildir)) {
                    restarted[k][round] = timeOfSelect(server);
                    warm[k][round] = timeOfSelect(server);
                }
            }
        }
        print("connect, SELECT of 100,000, no index", cold);
        print("connect, SELECT of 100,000, server restarted", restarted);
        print("connect, SELECT of 100,000, once more", warm);
    }

    private static double timeOfSelect(MaildirServer server) throws IOException {
        long start = System.nanoTime();
        try (Client client = server.connect()) { // opens mailboxes as well
            client.command("SELECT INBOX");
            return (System.nanoTime() - start) / 1e3;
        }
    }

    private static void print(String name, double[][] microseconds) {
        double ours = Comparison.median(microseconds[0]);
        double theirs = Comparison.median(microseconds[1]);
        System.out.printf("| %s | %,.2f ms | %,.2f ms | %.2f |%n", name, ours / 1e3, theirs / 1e3, theirs / ours);
    }

    /** A Maildir with messages that have been seen. */
    private Path fill(int messages) throws IOException {
        Path maildir = Files.createTempDirectory(directory, "user").resolve("Maildir");
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(maildir.resolve(part));
        }
        for (int i = 0; i < messages; i++) {
            byte[] message = Mails.small(i);
            String name = (1_700_000_000 + i) + ".M1P1Q" + i + ".bench,S=" + message.length + ",W=" + message.length;
            Files.write(maildir.resolve("cur").resolve(name + ":2,S"), message);
        }
        return maildir;
    }

    private static void removeIndexes(Path maildir) throws IOException {
        try (Stream<Path> files = Files.list(maildir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
