package io.pymap.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens when Redis, or a connection to it, goes away and comes back. */
@Tag("long")
class OutageTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private RedisServer redis;
    private RedisBackend backend;

    @BeforeEach
    void start() {
        redis = RedisServer.start("--save", "", "--appendonly", "yes", "--appendfsync", "always");
        backend = backend();
        backend.users().put(new User("anna", "secret"));
    }

    private RedisBackend backend() {
        return RedisBackend.builder()
                .address(redis.uri())
                .durability(Durability.AOF)
                .commandTimeout(TIMEOUT)
                .build();
    }

    @AfterEach
    void stop() {
        backend.close();
        redis.close();
    }

    @Test
    void answersUnavailableInTimeAndGoesOnWhenRedisIsBack() throws IOException {
        try (PymapServer server = PymapServer.builder(backend).port(0).start();
                LineClient client = LineClient.login(server.port(), "anna", "secret")) {
            client.command("SELECT INBOX");
            append(client, "before");
            redis.kill();
            Instant asked = Instant.now();
            assertThat(last(client.command("STATUS INBOX (MESSAGES)"))).contains(" NO [UNAVAILABLE] ");
            assertThat(Duration.between(asked, Instant.now())).isLessThan(TIMEOUT.multipliedBy(4));
            assertThat(last(client.command("STORE 1 +FLAGS (\\Flagged)"))).contains(" NO [UNAVAILABLE] ");
            try (LineClient stranger = LineClient.connect(server.port())) {
                stranger.line();
                assertThat(last(stranger.command("LOGIN anna secret"))).contains(" NO [UNAVAILABLE] ");
            }

            redis.restart();
            assertThat(append(client, "after")).contains(" OK ");
            assertThat(client.command("FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
                            .toString())
                    .contains("Subject: before", "Subject: after");
            assertThat(last(client.command("STORE 1 +FLAGS (\\Flagged)"))).contains(" OK ");
        }
    }

    @Test
    void tellsWhetherRedisIsThere() {
        backend.ping();
        redis.kill();
        assertThatThrownBy(backend::ping).isInstanceOf(MailboxException.Unavailable.class);
        redis.restart();
        backend.ping();
    }

    /** A short outage is waited for: no client sees it. */
    @Test
    void waitsForAConnectionThatComesBackInTime() throws Exception {
        Mailbox inbox = inbox(backend);
        Subjects.append(inbox, "one");
        redis.kill();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Long> count = executor.submit(() -> inbox.counts().messages());
            redis.restart();
            assertThat(count.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        } finally {
            executor.shutdownNow();
        }
    }

    /** A Redis that does not answer keeps its own clients waiting, and nobody else. */
    @Test
    void letsOthersGoOnWhileRedisIsSlow() throws IOException {
        try (RedisClient console = RedisClient.create(redis.uri());
                StatefulRedisConnection<String, String> paused = console.connect();
                PymapServer server =
                        PymapServer.builder(backend).port(0).eventLoops(1).start();
                LineClient waiting = LineClient.login(server.port(), "anna", "secret");
                LineClient other = LineClient.connect(server.port())) {
            other.line();
            paused.sync().clientPause(1000);
            waiting.send("w STATUS INBOX (MESSAGES)\r\n");
            Instant asked = Instant.now();
            assertThat(last(other.command("CAPABILITY"))).contains(" OK ");
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofMillis(900));
            assertThat(last(waiting.until("w "))).contains("w OK");
        }
    }

    @Test
    void wakesWatchersAfterTheirConnectionWasCut() {
        Mailbox inbox = inbox(backend);
        AtomicInteger woken = new AtomicInteger();
        try (Mailbox.Watch watch = inbox.watch(woken::incrementAndGet);
                RedisBackend other = backend();
                RedisClient console = RedisClient.create(redis.uri());
                StatefulRedisConnection<String, String> knife = console.connect()) {
            assertThat(watch).isNotNull();
            knife.sync().clientKill(KillArgs.Builder.typePubsub());
            until(() -> woken.get() > 0); // by the new subscription
            int before = woken.get();
            Subjects.append(inbox(other), "one");
            until(() -> woken.get() > before);
        }
    }

    @Test
    void keepsIdlingSessionsThroughAnOutage() throws IOException {
        try (PymapServer server = PymapServer.builder(backend).port(0).start();
                LineClient idler = LineClient.login(server.port(), "anna", "secret");
                LineClient writer = LineClient.login(server.port(), "anna", "secret")) {
            idler.command("SELECT INBOX");
            idler.send("i IDLE\r\n");
            idler.until("+");
            redis.kill();
            assertThat(append(writer, "lost")).contains(" NO [UNAVAILABLE] ");
            redis.restart();
            assertThat(append(writer, "found")).contains(" OK ");

            assertThat(idler.until("* 1 EXISTS")).isNotEmpty();
            idler.send("DONE\r\n");
            assertThat(last(idler.until("i "))).startsWith("i OK");
        }
    }

    /** Sessions write through two backends while Redis is killed and connections are cut: no acknowledged message is lost. */
    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        Map<String, Long> acknowledged = new ConcurrentHashMap<>();
        AtomicInteger failed = new AtomicInteger();
        AtomicBoolean goOn = new AtomicBoolean(true);
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try (RedisBackend other = backend()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String name = "writer " + thread;
                Mailbox inbox = inbox(thread % 2 == 0 ? backend : other);
                writers.add(executor.submit(() -> write(inbox, name, goOn, acknowledged, failed)));
            }
            for (int round = 0; round < 3; round++) {
                int before = acknowledged.size();
                until(() -> acknowledged.size() > before + 20);
                if (round == 1) {
                    cutAll();
                } else {
                    redis.kill();
                    redis.restart();
                }
            }
            int before = acknowledged.size();
            until(() -> acknowledged.size() > before + 20);
            goOn.set(false);
            for (Future<?> writer : writers) {
                writer.get(20, TimeUnit.SECONDS);
            }
            checkStore(acknowledged, other);
            System.out.println(acknowledged.size() + " acknowledged, " + failed + " not");
        } finally {
            goOn.set(false);
            executor.shutdownNow();
        }
    }

    private void checkStore(Map<String, Long> acknowledged, RedisBackend other) {
        try (RedisBackend fresh = backend()) {
            List<Message> stored = inbox(fresh).changesSince(0).updated();
            Map<Long, String> byUid = new ConcurrentHashMap<>();
            stored.forEach(message -> byUid.put(message.uid(), Subjects.subject(message)));
            assertThat(byUid).hasSize(stored.size());
            acknowledged.forEach((subject, uid) -> assertThat(byUid).containsEntry(uid, subject));
            for (RedisBackend each : List.of(backend, other)) {
                assertThat(inbox(each).changesSince(0).updated())
                        .extracting(Message::uid)
                        .isEqualTo(stored.stream().map(Message::uid).toList());
            }
        }
    }

    private static void write(
            Mailbox inbox, String name, AtomicBoolean goOn, Map<String, Long> acknowledged, AtomicInteger failed) {
        for (int i = 0; goOn.get(); i++) {
            String subject = name + " message " + i;
            try {
                acknowledged.put(subject, Subjects.append(inbox, subject));
            } catch (MailboxException.Unavailable e) {
                failed.incrementAndGet();
            }
        }
    }

    private void cutAll() {
        try (RedisClient console = RedisClient.create(redis.uri());
                StatefulRedisConnection<String, String> knife = console.connect()) {
            knife.sync().clientKill(KillArgs.Builder.typeNormal().skipme());
        }
    }

    private static Mailbox inbox(RedisBackend of) {
        return of.account("anna").find(MailboxName.INBOX).orElseThrow();
    }

    private static String append(LineClient client, String subject) throws IOException {
        String text = "Subject: " + subject + "\r\n\r\n";
        return last(client.command("APPEND INBOX {" + text.length() + "+}\r\n" + text));
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    private interface Condition {
        boolean holds();
    }

    private static void until(Condition condition) {
        Wakeup clock = new Wakeup();
        Instant deadline = Instant.now().plusSeconds(20);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("still not so").isBefore(deadline);
            clock.await(Duration.ofMillis(5));
        }
    }
}
