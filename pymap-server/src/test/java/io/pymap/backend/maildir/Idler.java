package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pymap.differential.Server;
import io.pymap.transcripts.BelievingClient;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A client that waits for news with IDLE and never asks for any, but that it looks at messages of which it has been told.
 * Runs on a thread of its own.
 */
final class Idler implements Runnable, AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("ENVELOPE \\(NIL \"([^\"]+)\"");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private final BelievingClient knows = new BelievingClient(); // this and what follows under the lock
    private final Map<String, Instant> seen = new TreeMap<>();
    private boolean closed;
    private final Server.Link link;
    private final BufferedReader in;

    Idler(Pymap server, String mailbox) throws IOException {
        link = server.connect();
        in = new BufferedReader(new InputStreamReader(link.in(), ISO_8859_1));
        line(); // the greeting
        command("LOGIN " + server.user() + " " + server.password());
        command("SELECT " + mailbox);
        look();
    }

    @Override
    public void run() {
        try {
            while (true) {
                send("i IDLE");
                while (!line().endsWith(" EXISTS")) {
                    // news of which it need not look at more
                }
                send("DONE");
                readTo("i OK .*");
                look();
            }
        } catch (IOException e) {
            requireClosed(e);
        }
    }

    /** Flags and tokens of the messages of which it knows no more than that they are there. */
    private void look() throws IOException {
        String numbers = unknown();
        int size;
        do {
            size = size();
            if (!numbers.isEmpty()) {
                command("FETCH " + numbers + " (UID FLAGS)");
                command("FETCH " + numbers + " (ENVELOPE)");
            }
            numbers = unknown();
        } while (size() > size); // more have come meanwhile
    }

    private int size() {
        lock.lock();
        try {
            return knows.size();
        } finally {
            lock.unlock();
        }
    }

    private String unknown() {
        lock.lock();
        try {
            return IntStream.rangeClosed(1, knows.size())
                    .filter(number -> knows.uid(number) == 0)
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(","));
        } finally {
            lock.unlock();
        }
    }

    private void command(String text) throws IOException {
        send("c " + text);
        readTo("c (OK|NO \\[EXPUNGEISSUED]) .*");
    }

    private void send(String line) throws IOException {
        link.out().write((line + "\r\n").getBytes(ISO_8859_1));
        link.out().flush();
    }

    /** @param end expression for the tagged response */
    private void readTo(String end) throws IOException {
        String tag = end.substring(0, 2);
        String line = line();
        while (!line.startsWith(tag)) {
            line = line();
        }
        if (!line.matches(end)) {
            throw new AssertionError("expected OK: " + line);
        }
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException();
        }
        lock.lock();
        try {
            knows.hear(line, false);
            Matcher token = TOKEN.matcher(line);
            if (token.find()) {
                seen.putIfAbsent(token.group(1), Instant.now());
            }
            heard.signalAll();
        } finally {
            lock.unlock();
        }
        return line;
    }

    private void requireClosed(IOException failure) {
        lock.lock();
        try {
            if (!closed) {
                throw new AssertionError("its connection has ended", failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until it knows that all is as in this mailbox.
     *
     * @param mailbox flags by UID
     * @return what it knows in the end
     */
    SortedMap<Long, Set<String>> awaitNews(SortedMap<Long, Set<String>> mailbox, Duration patience)
            throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!view().equals(mailbox) && left > 0) {
                left = heard.awaitNanos(left);
            }
            return view();
        } finally {
            lock.unlock();
        }
    }

    private SortedMap<Long, Set<String>> view() {
        SortedMap<Long, Set<String>> view = new TreeMap<>();
        for (int number = 1; number <= knows.size(); number++) {
            view.put(knows.uid(number), knows.uid(number) == 0 ? Set.of() : comparable(knows.flags(number)));
        }
        return view;
    }

    /** When it saw the message with each token. */
    Map<String, Instant> seen() {
        lock.lock();
        try {
            return Map.copyOf(seen);
        } finally {
            lock.unlock();
        }
    }

    /** In upper case and without {@code \Recent}, which only one session gets. */
    static Set<String> comparable(Set<String> flags) {
        return flags.stream()
                .map(flag -> flag.toUpperCase(Locale.ROOT))
                .filter(flag -> !flag.equals("\\RECENT"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        link.end().close();
    }
}
