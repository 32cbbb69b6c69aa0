package io.pymap.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two backends on one Redis. */
class TwoServersTest {

    private String prefix;
    private RedisBackend one;
    private RedisBackend other;
    private RedisClient client;
    private RedisCommands<String, String> redis;

    @BeforeEach
    void start() {
        prefix = RedisServer.freshPrefix();
        one = RedisBackendTest.on(prefix).build();
        other = RedisBackendTest.on(prefix).build();
        one.users().put(new User("anna", "secret"));
        client = RedisClient.create(RedisServer.shared().uri());
        redis = client.connect().sync();
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        client.shutdown();
    }

    private static Mailbox inbox(RedisBackend backend) {
        return backend.account("anna").find(MailboxName.INBOX).orElseThrow();
    }

    private static NewMessage message(String text) {
        byte[] octets = ("Subject: " + text + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        return new NewMessage(Content.of(octets), Flags.NONE, new InternalDate(0, 0));
    }

    @Test
    void showsAtOnceWhatWasDoneThroughTheOther() {
        Mailbox here = inbox(one);
        Mailbox there = inbox(other);
        assertThat(there.counts().messages()).isZero();

        long uid = here.append(List.of(message("a"))).get(0).uid();
        assertThat(there.find(List.of(uid))).hasSize(1);
        there.store(List.of(uid), FlagChange.add("todo"), Long.MAX_VALUE);
        assertThat(here.find(List.of(uid)).get(0).flags()).isEqualTo(Flags.of("todo"));
        assertThat(here.flags().contains("todo")).isTrue();
        here.remove(List.of(uid));
        assertThat(there.counts().messages()).isZero();
        one.account("anna").create(new MailboxName("new"));
        assertThat(other.account("anna").find(new MailboxName("new"))).isPresent();
    }

    @Test
    void wakesThoseWhoWatchThroughTheOther() throws InterruptedException {
        Semaphore mail = new Semaphore(0);
        Semaphore account = new Semaphore(0);
        Mailbox there = inbox(other);
        Mailbox.Watch mailWatch = there.watch(mail::release);
        Mailbox.Watch accountWatch = other.account("anna").watch(account::release);

        inbox(one).append(List.of(message("a")));
        assertThat(mail.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        one.account("anna").subscribe(new MailboxName("x"));
        assertThat(account.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

        mailWatch.close();
        accountWatch.close();
    }

    @Test
    void tellsIdleClientsWithinMilliseconds() throws IOException {
        try (PymapServer here = PymapServer.builder(one).port(0).start();
                PymapServer there = PymapServer.builder(other).port(0).start();
                LineClient writer = LineClient.login(here.port(), "anna", "secret");
                LineClient idler = LineClient.login(there.port(), "anna", "secret")) {
            idler.command("SELECT INBOX");
            idler.send("i IDLE\r\n");
            idler.until("+");
            List<Long> times = new ArrayList<>();
            for (int i = 1; i <= 21; i++) {
                writer.send("a APPEND INBOX {1+}\r\nx\r\n");
                long sent = System.nanoTime();
                assertThat(idler.until("* " + i + " EXISTS")).isNotEmpty();
                times.add((System.nanoTime() - sent) / 1000);
                idler.until("* " + i + " FETCH");
                writer.until("a OK");
            }
            Collections.sort(times);
            System.out.println("IDLE told after " + times.get(10) + " us (median), " + times.get(20) + " us at most");
            assertThat(times.get(10)).as("median in microseconds").isLessThan(1_000_000);
        }
    }

    /** As after a power loss, or when a replica takes over: no number is given twice, and nobody believes in what is gone. */
    @Test
    void startsAnewWhereRedisComesBackOlder() {
        Mailbox here = inbox(one);
        Mailbox there = inbox(other);
        here.append(List.of(message("a"), message("b")));
        Map<Long, Message> view = new TreeMap<>();
        String box = prefix + "/ns/{" + namespace() + "}/mbx/" + here.id() + "/";
        Map<String, String> older = redis.hgetall(box + "info");
        long lost = here.append(List.of(message("lost"))).get(0).uid();
        long upTo = follow(there, 0, view);
        assertThat(view).hasSize(3);

        redis.hdel(box + "msg", "" + lost);
        redis.hset(box + "info", older);
        redis.hset(box + "info", "run", "0123");
        redis.xdel(
                box + "log",
                redis.xrevrange(box + "log", Range.unbounded()).get(0).getId());
        long next = here.append(List.of(message("next"))).get(0).uid();

        assertThat(next).isGreaterThan(lost);
        follow(there, upTo, view);
        assertThat(view.keySet()).containsExactly(1L, 2L, next);
        assertThat(flags(view)).isEqualTo(flags(everything(here)));
        assertThat(there.counts()).isEqualTo(here.counts());
    }

    private String namespace() {
        return redis.hget(prefix + "/ns/users", "anna").substring(2);
    }

    private static Map<Long, Message> everything(Mailbox box) {
        Map<Long, Message> all = new TreeMap<>();
        follow(box, 0, all);
        return all;
    }

    /** Both do what they like for a while; in the end all see the same, also those who only follow the changes. */
    @Test
    void agreesAfterRandomWork() {
        long seed = Long.getLong("pymap.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Mailbox> boxes = new ArrayList<>(List.of(inbox(one), inbox(other)));
        one.account("anna").create(new MailboxName("second"));
        boxes.add(one.account("anna").find(new MailboxName("second")).orElseThrow());
        boxes.add(other.account("anna").find(new MailboxName("second")).orElseThrow());
        List<Map<Long, Message>> views = new ArrayList<>();
        long[] upTo = new long[boxes.size()];
        boxes.forEach(box -> views.add(new TreeMap<>()));
        for (int step = 0; step < 400; step++) {
            int at = random.nextInt(boxes.size());
            work(boxes.get(at), boxes.get(random.nextInt(boxes.size()) / 2 * 2 + at % 2), random);
            int follower = random.nextInt(boxes.size());
            upTo[follower] = follow(boxes.get(follower), upTo[follower], views.get(follower));
        }
        for (int i = 0; i < boxes.size(); i++) {
            follow(boxes.get(i), upTo[i], views.get(i));
        }

        for (int i = 0; i < boxes.size(); i += 2) {
            assertThat(flags(views.get(i))).isEqualTo(flags(views.get(i + 1)));
            assertThat(boxes.get(i).counts()).isEqualTo(boxes.get(i + 1).counts());
            assertThat(boxes.get(i).counts().messages()).isEqualTo(views.get(i).size());
            assertThat(boxes.get(i).counts().unseen())
                    .isEqualTo(views.get(i).values().stream()
                            .filter(message -> !message.flags().contains(Flags.SEEN))
                            .count());
        }
    }

    private static void work(Mailbox box, Mailbox target, Random random) {
        List<Long> uids =
                box.changesSince(0).updated().stream().map(Message::uid).toList();
        List<Long> some = uids.stream().filter(uid -> random.nextInt(3) == 0).toList();
        switch (random.nextInt(7)) {
            case 0, 1 -> box.append(List.of(message("x" + random.nextInt(20)), message("y" + random.nextInt(20))));
            case 2 ->
                box.store(
                        some,
                        FlagChange.add(random.nextBoolean() ? "\\Seen" : "k" + random.nextInt(5)),
                        Long.MAX_VALUE);
            case 3 -> box.store(some, FlagChange.remove("\\Seen", "k1"), Long.MAX_VALUE);
            case 4 -> box.remove(some);
            case 5 -> box.move(some, target);
            default -> box.copy(some.subList(0, some.size() / 4), target);
        }
    }

    private static long follow(Mailbox box, long since, Map<Long, Message> view) {
        var changes = box.changesSince(since);
        if (changes.complete()) {
            view.clear();
        }
        changes.expunged().forEach(view::remove);
        changes.updated().forEach(message -> view.put(message.uid(), message));
        return changes.upTo();
    }

    private static Map<Long, String> flags(Map<Long, Message> view) {
        Map<Long, String> flags = new TreeMap<>();
        view.forEach((uid, message) -> flags.put(uid, message.modSeq() + " " + message.flags()));
        return flags;
    }
}
