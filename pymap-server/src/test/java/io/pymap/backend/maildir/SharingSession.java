package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pymap.differential.Answer;
import io.pymap.differential.Client;
import io.pymap.differential.Fetched;
import io.pymap.differential.Response;
import io.pymap.differential.Server;
import io.pymap.transcripts.BelievingClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * A client that writes to mailboxes which others write to as well, believes what it is told, and enters in a ledger what is
 * acknowledged. It removes messages with certain UIDs only, so that no two remove the same; else it does as it likes.
 */
final class SharingSession implements AutoCloseable {

    private static final String SUBJECT = "BODY[HEADER.FIELDS (SUBJECT)]";

    /** With more messages in a mailbox it removes more than it adds. */
    private static final int MANY = 150;

    private final Client client;
    private final String name;
    private final boolean bringsBack; // messages to where they have been
    private final Turn turn;
    private final List<String> mailboxes;
    private final Ledger ledger;
    private final SplittableRandom random;
    private BelievingClient knows = new BelievingClient();
    private String selected = "";
    private int appended;

    /** Which UIDs are this session's to remove: those that leave this remainder. */
    record Turn(int number, int sessions) {

        private boolean owns(long uid) {
            return uid % sessions == number;
        }

        private String keyword() {
            return "OWN" + number;
        }
    }

    SharingSession(
            Server server,
            Turn turn,
            List<String> mailboxes,
            Ledger ledger,
            SplittableRandom random,
            ScheduledExecutorService watchdog)
            throws IOException {
        this.client = server instanceof Pymap pymap ? pymap.login(watchdog) : new Client(server, watchdog);
        this.name = server.name() + turn.number;
        // By Dovecot under their old names: which UIDs those get in the end is between its own processes.
        this.bringsBack = server instanceof Pymap;
        this.turn = turn;
        this.mailboxes = mailboxes;
        this.ledger = ledger;
        this.random = random;
        select(anyMailbox());
    }

    private String anyMailbox() {
        return mailboxes.get(random.nextInt(mailboxes.size()));
    }

    /** A few commands at most. */
    void step() throws IOException {
        int choice = random.nextInt(20);
        if (choice < (knows.size() > MANY ? 2 : 7)) {
            append(anyMailbox());
        } else if (choice < 8) {
            select(anyMailbox());
        } else if (choice < 9) {
            run("NOOP");
        } else if (choice < 16) {
            Optional<Long> uid = anyUid(any -> true);
            if (uid.isPresent()) {
                change(choice, new Ledger.Place(selected, uid.get()));
            }
        } else {
            Optional<Long> uid = anyUid(turn::owns);
            if (uid.isPresent()) {
                remove(new Ledger.Place(selected, uid.get()), choice < 18);
            }
        }
    }

    private void change(int choice, Ledger.Place place) throws IOException {
        boolean set = random.nextBoolean();
        if (choice < 12) {
            store(
                    place,
                    set,
                    List.of("\\Seen", "\\Flagged", "\\Answered", "common").get(random.nextInt(4)));
        } else if (choice < 15) {
            store(place, set, turn.keyword());
            ledger.tagged(place, turn.keyword(), set);
        } else {
            String token = token(place);
            Optional<String> target = target(token);
            if (target.isPresent()) {
                copy("COPY", place, token, target.get());
            }
        }
    }

    private void store(Ledger.Place place, boolean set, String flag) throws IOException {
        run("UID STORE " + place.uid() + " " + (set ? "+" : "-") + "FLAGS (" + flag + ")");
    }

    private void remove(Ledger.Place place, boolean elsewhere) throws IOException {
        String token = token(place);
        if (token.isEmpty()) {
            return;
        }
        ledger.goes(place, token);
        Optional<String> target = elsewhere ? target(token) : Optional.empty();
        if (target.isPresent()) {
            copy("MOVE", place, token, target.get());
        } else {
            store(place, true, "\\Deleted");
            run("UID EXPUNGE " + place.uid());
        }
        ledger.went(place);
    }

    private void append(String mailbox) throws IOException {
        String token = name + "-" + ++appended;
        String flags = random.nextInt(3) == 0 ? "(\\Seen common) " : "";
        String message = "Subject: " + token + "\r\nFrom: " + name + "@example.org\r\n\r\n" + "Text.\r\n".repeat(20);
        Answer answer =
                run("APPEND " + mailbox + " " + flags + "{" + message.getBytes(ISO_8859_1).length + "}\r\n" + message);
        long uid = Long.parseLong(codeWords(answer, "APPENDUID")[2]);
        ledger.came(new Ledger.Place(mailbox, uid), token);
    }

    /** Where to bring a message, if anywhere. */
    private Optional<String> target(String token) {
        List<String> others = new ArrayList<>(mailboxes);
        others.remove(selected);
        Collections.rotate(others, random.nextInt(others.size()));
        return others.stream()
                .filter(mailbox -> bringsBack || ledger.visitsFirst(mailbox, token))
                .findFirst();
    }

    private void copy(String command, Ledger.Place place, String token, String target) throws IOException {
        Answer answer = run("UID " + command + " " + place.uid() + " " + target);
        // RFC 6851 4.3: a MOVE has it in an untagged OK.
        Stream.concat(Stream.of(answer.code()), answer.responses().stream().map(Response::code))
                .map(code -> code.split(" "))
                .filter(words -> words[0].equals("COPYUID"))
                .forEach(words -> ledger.came(new Ledger.Place(target, Long.parseLong(words[3])), token));
    }

    private static String[] codeWords(Answer answer, String name) {
        if (!answer.codeName().equals(name)) {
            throw new AssertionError("expected " + name + ": " + answer.dialogue());
        }
        return answer.code().split(" ");
    }

    /** Of a message of which it knows. */
    private Optional<Long> anyUid(LongPredicate which) throws IOException {
        int size = knows.size();
        int first = size == 0 ? 0 : random.nextInt(size);
        for (int i = 0; i < size; i++) {
            int number = 1 + (first + i) % size;
            if (knows.uid(number) == 0) {
                hear(client.run("FETCH " + number + " (UID FLAGS)"), true);
            }
            if (knows.uid(number) > 0 && which.test(knows.uid(number))) {
                return Optional.of(knows.uid(number));
            }
        }
        return Optional.empty();
    }

    /** Nothing where the message is gone. */
    private String token(Ledger.Place place) throws IOException {
        Optional<String> known = ledger.token(place);
        if (known.isPresent()) {
            return known.get();
        }
        Answer answer = run("UID FETCH " + place.uid() + " (BODY.PEEK[HEADER.FIELDS (SUBJECT)])");
        return answer.data("FETCH")
                .map(Fetched::of)
                .filter(fetched -> fetched.items().containsKey(SUBJECT))
                .map(fetched -> fetched.items()
                        .get(SUBJECT)
                        .text()
                        .replaceFirst("(?i)Subject: *", "")
                        .strip())
                .findFirst()
                .orElse("");
    }

    private void select(String mailbox) throws IOException {
        knows = new BelievingClient();
        selected = mailbox;
        run("SELECT " + mailbox);
        run("UID FETCH 1:* (FLAGS)");
    }

    /** What it believes of a mailbox, once it has asked for news: UIDs and flags in upper case. */
    SortedMap<Long, Set<String>> view() throws IOException {
        run("NOOP");
        SortedMap<Long, Set<String>> view = new TreeMap<>();
        for (int number = 1; number <= knows.size(); number++) {
            if (knows.uid(number) == 0) {
                hear(client.run("FETCH " + number + " (UID FLAGS)"), true);
            }
            view.put(knows.uid(number), Idler.comparable(knows.flags(number)));
        }
        return view;
    }

    String name() {
        return name;
    }

    String selected() {
        return selected;
    }

    /** To its OK, or to the answer that another session has removed what the command is about. */
    private Answer run(String command) throws IOException {
        Answer answer = client.run(command);
        hear(answer, false);
        if (!answer.isOk() && !answer.codeName().equals("EXPUNGEISSUED")) {
            throw new AssertionError(name + ": " + answer.dialogue());
        }
        return answer;
    }

    private void hear(Answer answer, boolean numbersInUse) {
        answer.responses().forEach(response -> knows.hear(response.octets().strip(), numbersInUse));
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
