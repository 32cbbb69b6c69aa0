package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.differential.Client;
import io.pymap.differential.Fetched;
import io.pymap.differential.Server;
import io.pymap.differential.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Mailboxes of one user that two servers and a delivery agent work on at the same time: three sessions on each server write,
 * two wait for news.
 */
final class SharedMailboxes implements AutoCloseable {

    private static final int SESSIONS = 3; // on each server
    private static final String SUBJECT = "BODY[HEADER.FIELDS (SUBJECT)]";

    /** The agent delivers a message for so many commands of sessions. */
    private static final int PACE = 6;

    /** Less than the time after which the server looks by itself at what the file system has not told it. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Map<String, Path> directories;
    private final Ledger ledger = new Ledger();
    private final Semaphore due = new Semaphore(0);
    private final AtomicInteger commands = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final List<SharingSession> sessions = new ArrayList<>();
    private final Map<String, Idler> idlers = new LinkedHashMap<>();

    /**
     * All that a server tells.
     *
     * @param uidValidities by mailbox
     */
    private record Mail(SortedMap<String, Long> uidValidities, Map<Ledger.Place, Ledger.Told> messages) {

        SortedMap<Long, Set<String>> flags(String mailbox) {
            SortedMap<Long, Set<String>> flags = new TreeMap<>();
            messages.forEach((place, told) -> {
                if (place.mailbox().equals(mailbox)) {
                    flags.put(place.uid(), told.flags());
                }
            });
            return flags;
        }
    }

    /** @param directories of the mailboxes, by name; they are there already */
    SharedMailboxes(Map<String, Path> directories) {
        this.directories = directories;
    }

    /** Works until then and looks what has become of the mail. */
    void share(Pymap own, Server other, SplittableRandom random, Instant end)
            throws IOException, InterruptedException, ExecutionException {
        Mail before = read(own);
        assertThat(read(other)).isEqualTo(before);
        List<String> names = List.copyOf(directories.keySet());
        for (String name : List.of("INBOX", names.get(names.size() - 1))) {
            Idler idler = new Idler(own, name);
            idlers.put(name, idler);
        }
        for (int i = 0; i < 2 * SESSIONS; i++) {
            SharingSession.Turn turn = new SharingSession.Turn(i, 2 * SESSIONS);
            sessions.add(new SharingSession(i % 2 == 0 ? own : other, turn, names, ledger, random.split(), watchdog));
        }
        DeliveryAgent agent = new DeliveryAgent(directories, ledger, random.split());

        List<Future<?>> idling =
                idlers.values().stream().<Future<?>>map(threads::submit).toList();
        List<Future<?>> working = new ArrayList<>();
        sessions.forEach(session -> working.add(threads.submit(() -> work(session, end))));
        working.add(threads.submit(() -> deliver(agent, end)));
        for (Future<?> one : working) {
            one.get();
        }

        for (Future<?> one : idling) {
            if (one.isDone()) {
                one.get(); // says why
            }
        }
        check(before, own, other);
        for (Idler idler : idlers.values()) {
            idler.close();
        }
        for (Future<?> one : idling) {
            one.get();
        }
    }

    private SharingSession work(SharingSession session, Instant end) throws IOException {
        while (Instant.now().isBefore(end)) {
            session.step();
            if (commands.incrementAndGet() % PACE == 0) {
                due.release();
            }
        }
        return session;
    }

    private DeliveryAgent deliver(DeliveryAgent agent, Instant end) throws IOException, InterruptedException {
        while (due.tryAcquire(Duration.between(Instant.now(), end).toNanos(), TimeUnit.NANOSECONDS)) {
            agent.deliver();
        }
        return agent;
    }

    private void check(Mail before, Pymap own, Server other) throws IOException, InterruptedException {
        System.out.println(commands + " commands, " + ledger.messages() + " messages came, " + ledger.removed()
                + " went, delay of news: " + delays());
        Mail mail = readAlike(own, other);
        assertThat(mail.uidValidities).isEqualTo(before.uidValidities);
        assertThat(ledger.complaints(mail.messages)).isEmpty();
        for (Map.Entry<String, Idler> one : idlers.entrySet()) {
            SortedMap<Long, Set<String>> flags = mail.flags(one.getKey());
            assertThat(one.getValue().awaitNews(flags, PATIENCE))
                    .as("told to who idles in " + one.getKey())
                    .isEqualTo(flags);
            assertThat(one.getValue().seen())
                    .containsKeys(ledger.deliveriesTo(one.getKey()).keySet().toArray(String[]::new));
        }
        for (SharingSession session : sessions) {
            assertThat(session.view()).as(session.name()).isEqualTo(mail.flags(session.selected()));
        }
    }

    /** What both tell, soon: the last deliveries may have come while the server was at work in the same directory. */
    private Mail readAlike(Pymap own, Server other) throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        Mail mail = read(own);
        Mail others = read(other);
        while (!mail.equals(others) && Instant.now().isBefore(end)) {
            mail = read(own);
            others = read(other);
        }
        assertThat(others.uidValidities).isEqualTo(mail.uidValidities);
        assertThat(others.messages).containsExactlyInAnyOrderEntriesOf(mail.messages);
        return mail;
    }

    private String delays() {
        List<Duration> delays = idlers.entrySet().stream()
                .map(one -> ledger.delays(one.getKey(), one.getValue().seen()))
                .flatMap(Collection::stream)
                .sorted()
                .toList();
        return delays.isEmpty()
                ? "none"
                : delays.get(delays.size() / 2).toMillis() + " ms, at most "
                        + delays.get(delays.size() - 1).toMillis() + " ms, of " + delays.size();
    }

    private Mail read(Server server) throws IOException {
        Mail mail = new Mail(new TreeMap<>(), new HashMap<>());
        try (Client client = server instanceof Pymap pymap ? pymap.login(watchdog) : new Client(server, watchdog)) {
            for (String name : directories.keySet()) {
                client.run("SELECT " + name)
                        .untaggedCode("UIDVALIDITY")
                        .forEach(value -> mail.uidValidities.put(name, Long.parseLong(value)));
                client.run("UID FETCH 1:* (UID FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
                        .data("FETCH")
                        .map(Fetched::of)
                        .forEach(fetched -> mail.messages.put(
                                new Ledger.Place(name, Long.parseLong(text(fetched, "UID"))), told(fetched)));
            }
        }
        return mail;
    }

    private static Ledger.Told told(Fetched fetched) {
        String token = text(fetched, SUBJECT).replaceFirst("Subject: ", "").strip();
        Set<String> flags = fetched.items().get("FLAGS") instanceof Value.Items items
                ? items.values().stream().map(Value::text).collect(Collectors.toSet())
                : Set.of();
        return new Ledger.Told(token, Idler.comparable(flags));
    }

    private static String text(Fetched fetched, String item) {
        return Optional.ofNullable(fetched.items().get(item)).map(Value::text).orElse("");
    }

    @Override
    public void close() throws IOException {
        for (Idler idler : idlers.values()) {
            idler.close();
        }
        for (SharingSession session : sessions) {
            session.close();
        }
        threads.shutdownNow();
        watchdog.shutdownNow();
    }
}
