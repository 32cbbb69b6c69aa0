package io.pymap.backend.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.pymap.clients.LineClient;
import io.pymap.transcripts.BelievingClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two servers, each a process of its own, on one Redis that is killed and restarted, and whose connections are cut, while
 * sessions on both do what they like. {@code -Dpymap.stress.seconds=60 -Dpymap.stress.sessions=20} for longer.
 */
@Tag("long")
class TwoProcessesIT {

    private static final int SECONDS = Integer.getInteger("pymap.stress.seconds", 12);
    private static final int SESSIONS = Integer.getInteger("pymap.stress.sessions", 5); // on each server

    private final Map<Long, String> acknowledged = new ConcurrentHashMap<>(); // UID to subject
    private final Set<Long> maybeGone = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    private record ServerProcess(Process process, int port) implements AutoCloseable {

        static ServerProcess start(String redis) throws IOException {
            Process process = new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/java",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.pymap.cli.Main",
                            "--port",
                            "0",
                            "redis",
                            "--command-timeout",
                            "5",
                            "--address",
                            redis)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String ready = String.valueOf(
                    new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine());
            Matcher port = Pattern.compile("imap://127\\.0\\.0\\.1:(\\d+)").matcher(ready);
            assertThat(port.find()).as(ready).isTrue();
            return new ServerProcess(process, Integer.parseInt(port.group(1)));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @Test
    void keepWhatWasAcknowledgedAndShowWhatIsThere() throws Exception {
        long seed = Long.getLong("pymap.seed", System.nanoTime());
        System.out.println("seed " + seed);
        try (RedisServer redis = RedisServer.start("--save", "", "--appendonly", "yes", "--appendfsync", "always");
                RedisClient client = RedisClient.create(redis.uri())) {
            try (StatefulRedisConnection<String, String> console = client.connect()) {
                console.sync().hset("/ann", "password", "secret");
            }
            try (ServerProcess one = ServerProcess.start(redis.uri());
                    ServerProcess other = ServerProcess.start(redis.uri())) {
                run(redis, client, List.of(one, other), new Random(seed));
            }
        }
        System.out.println(
                done + " commands, " + acknowledged.size() + " messages, " + unavailable + " NO [UNAVAILABLE]");
    }

    private void run(RedisServer redis, RedisClient client, List<ServerProcess> servers, Random random)
            throws Exception {
        Instant end = Instant.now().plusSeconds(SECONDS);
        ExecutorService executor = Executors.newCachedThreadPool();
        try {
            List<Future<Session>> sessions = new ArrayList<>();
            for (int i = 0; i < 2 * SESSIONS; i++) {
                int port = servers.get(i % 2).port();
                Random own = new Random(random.nextLong());
                String name = "s" + i;
                sessions.add(executor.submit(() -> session(port, name, own, end)));
            }
            Wakeup clock = new Wakeup();
            while (Instant.now().isBefore(end.minusSeconds(3))) {
                clock.await(Duration.ofMillis(1500));
                if (random.nextBoolean()) {
                    redis.kill();
                    redis.restart();
                } else {
                    cut(client);
                }
            }
            check(sessions, servers.get(0).port());
        } finally {
            executor.shutdownNow();
        }
    }

    private static void cut(RedisClient client) {
        try (StatefulRedisConnection<String, String> knife = client.connect()) {
            knife.sync().clientKill(KillArgs.Builder.typeNormal().skipme());
            knife.sync().clientKill(KillArgs.Builder.typePubsub().skipme());
        }
    }

    /** Once all have done their work: what was acknowledged is there, and every session knows what a new one is told. */
    private void check(List<Future<Session>> sessions, int port) throws Exception {
        List<Session> finished = new ArrayList<>();
        for (Future<Session> session : sessions) {
            finished.add(session.get(60, TimeUnit.SECONDS));
        }
        try (Session fresh = new Session(port)) {
            Map<Long, Set<String>> store = fresh.view();
            acknowledged.forEach((uid, subject) -> {
                if (!maybeGone.contains(uid)) {
                    assertThat(store).as(subject).containsKey(uid);
                }
            });
            for (Session session : finished) {
                assertThat(session.view()).isEqualTo(store);
                session.close();
            }
        }
        assertThat(done.get()).isGreaterThan(20 * SESSIONS);
    }

    private Session session(int port, String name, Random random, Instant end) throws IOException {
        Session session = new Session(port);
        for (int i = 0; Instant.now().isBefore(end); i++) {
            work(session, name + " " + i, random);
        }
        return session;
    }

    private void work(Session session, String subject, Random random) throws IOException {
        int size = session.knows.size();
        int number = size == 0 ? 0 : 1 + random.nextInt(size);
        List<String> answer;
        switch (number == 0 ? 0 : random.nextInt(6)) {
            case 0, 1 -> {
                answer = session.command(
                        "APPEND INBOX {" + (13 + subject.length()) + "+}\r\nSubject: " + subject + "\r\n\r\n");
                Matcher uid = Pattern.compile("APPENDUID \\d+ (\\d+)").matcher(last(answer));
                if (uid.find()) {
                    acknowledged.put(Long.parseLong(uid.group(1)), subject);
                }
            }
            case 2 -> answer = session.command("STORE " + number + " +FLAGS (\\Flagged k" + random.nextInt(3) + ")");
            case 3 -> answer = session.command("STORE " + number + " -FLAGS (\\Flagged)");
            case 4 -> {
                long uid = session.knows.uid(number);
                if (uid == 0 || random.nextInt(4) > 0) {
                    answer = session.command("NOOP");
                } else {
                    maybeGone.add(uid);
                    session.command("UID STORE " + uid + " +FLAGS.SILENT (\\Deleted)");
                    answer = session.command("UID EXPUNGE " + uid);
                }
            }
            default -> answer = session.command("FETCH " + number + " (UID FLAGS)");
        }
        done.incrementAndGet();
        String end = last(answer);
        if (end.contains("[UNAVAILABLE]")) {
            unavailable.incrementAndGet();
        } else {
            assertThat(end).matches("t\\d+ (OK .*|NO \\[EXPUNGEISSUED].*)");
        }
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    /** A client that believes what it is told, and nothing else. */
    private static final class Session implements AutoCloseable {

        private final BelievingClient knows = new BelievingClient();
        private final LineClient client;

        Session(int port) throws IOException {
            client = LineClient.connect(port);
            client.line();
            repeated("LOGIN ann secret");
            repeated("SELECT INBOX");
            repeated("UID FETCH 1:* (FLAGS)");
        }

        List<String> command(String text) throws IOException {
            List<String> answer = client.command(text);
            boolean numbersInUse = text.matches("(FETCH|STORE|SEARCH) .*");
            answer.forEach(line -> knows.hear(line, numbersInUse));
            return answer;
        }

        /** Until Redis is there. */
        void repeated(String text) throws IOException {
            Instant deadline = Instant.now().plusSeconds(30);
            while (!last(command(text)).contains(" OK")) {
                assertThat(Instant.now()).isBefore(deadline);
            }
        }

        /** What the client believes, having asked for news; what it does not know it asks for. */
        Map<Long, Set<String>> view() throws IOException {
            repeated("NOOP");
            Map<Long, Set<String>> believed = new TreeMap<>();
            for (int number = 1; number <= knows.size(); number++) {
                if (knows.uid(number) == 0) {
                    repeated("FETCH " + number + " UID");
                }
                Set<String> flags = new TreeSet<>(knows.flags(number));
                flags.remove("\\Recent");
                believed.put(knows.uid(number), flags);
            }
            return believed;
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
