package io.pymap.differential;

import io.pymap.server.ServerThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Plays one sequence to both servers, one command at a time, and compares all that they say.
 *
 * <p>Servers tell a client of other clients' changes at times of their choice. Where the two clients of a connection know
 * different messages after a command, both send NOOP, and must know the same then. So every command is given to clients
 * that see the same mailbox.
 */
final class Duel implements AutoCloseable {

    /** What STATUS is asked for each mailbox in the end. */
    static final String FINAL_ITEMS = "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN)";

    /** Where the commands come from. */
    interface Source {
        /** The next step, or nothing at the end; {@code clients} are those of this server. */
        Optional<Step> next(List<Belief> clients);

        default void answered(Step step, Answer answer) {}
    }

    /**
     * How it went.
     *
     * @param steps that were played
     * @param unexplained differences at the last of them; empty where all is well
     * @param explained how often each explained difference occurred
     */
    record Result(List<Step> steps, List<Difference> unexplained, Map<String, Integer> explained, Dialogue dialogue) {
        boolean isFine() {
            return unexplained.isEmpty();
        }

        /** Its first difference without numbers and names: what other messages and sequences may show as well. */
        String kind() {
            Difference first = unexplained.get(0);
            String point = first.point().replaceAll("\\d+", "N").replaceAll("^(LIST|LSUB|STATUS) .*", "$1");
            return first.parsed().verb() + " " + point
                    + (point.equals("outcome") ? " " + first.ours() + " " + first.theirs() : "");
        }
    }

    /** One connection to each. */
    private record Pair(Client ours, Client theirs) {
        boolean hasEnded() {
            return ours.hasEnded() || theirs.hasEnded();
        }

        boolean seesTheSame() {
            return ours.belief().labels().equals(theirs.belief().labels());
        }
    }

    private final OwnServer ownServer;
    private final DovecotServer dovecot;
    private final ScheduledExecutorService watchdog;
    private final Normaliser ourForm = new Normaliser();
    private final Normaliser theirForm = new Normaliser();
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Step> played = new ArrayList<>();
    private final List<Difference> unexplained = new ArrayList<>();
    private final Map<String, Integer> explained = new TreeMap<>();
    private final Dialogue dialogue = new Dialogue();
    private boolean partedWays;
    private boolean behind;
    private @Nullable Pair inspector; // opened when all others are done

    Duel(ServerThreads threads, ScheduledExecutorService watchdog, Path directory) throws IOException {
        this.watchdog = watchdog;
        ownServer = new OwnServer(threads);
        dovecot = new DovecotServer(directory);
    }

    /** What both offer. */
    Set<String> offered() throws IOException {
        Pair pair = connect();
        Set<String> both = capabilities(pair.ours());
        both.retainAll(capabilities(pair.theirs()));
        close(pair);
        return both;
    }

    private static Set<String> capabilities(Client client) throws IOException {
        Set<String> words = new TreeSet<>();
        client.run("CAPABILITY")
                .data("CAPABILITY")
                .forEach(response -> response.values().forEach(value -> words.add(value.upperCase())));
        return words;
    }

    private Pair connect() throws IOException {
        return new Pair(new Client(ownServer, watchdog), new Client(dovecot, watchdog));
    }

    private static void close(Pair pair) throws IOException {
        pair.ours().close();
        pair.theirs().close();
    }

    Result play(int connections, Source source) throws IOException {
        seed();
        for (int i = 0; i < connections; i++) {
            pairs.add(connect());
        }
        while (goesOn()) {
            Optional<Step> step =
                    source.next(pairs.stream().map(pair -> pair.ours().belief()).toList());
            if (step.isEmpty()) {
                break;
            }
            Pair pair = pairs.get(step.get().connection());
            played.add(step.get());
            boolean willVanish = Command.of(step.get().text()).name().equals("ENABLE")
                    && step.get().text().contains("QRESYNC");
            if (willVanish && pair.ours().belief().isSelected()) {
                learnUids(pair, step.get()); // VANISHED names them
            }
            Answer answer = compare(pair, step.get());
            source.answered(step.get(), answer);
            settle(pair, step.get());
        }
        if (goesOn()) {
            finish();
        }
        return new Result(List.copyOf(played), List.copyOf(unexplained), Map.copyOf(explained), dialogue);
    }

    private boolean goesOn() {
        return unexplained.isEmpty() && !partedWays && pairs.stream().noneMatch(Pair::hasEnded);
    }

    private void seed() throws IOException {
        Pair seeder = connect();
        for (String command : Seeds.commands()) {
            if (!seeder.ours().run(command).isOk()
                    || !seeder.theirs().run(command).isOk()) {
                throw new IllegalStateException("Expected OK to " + Dialogue.printable(command)
                        + "; Dovecot complains: " + dovecot.complaints());
            }
        }
        seeder.ours().run("LOGOUT");
        seeder.theirs().run("LOGOUT");
        close(seeder);
    }

    /** Sends it to both and compares. */
    private Answer compare(Pair pair, Step step) throws IOException {
        dialogue.command(step.connection(), step.text());
        int exists = pair.ours().belief().labels().size();
        Answer ours = pair.ours().run(step.textFor(pair.ours().belief()));
        Answer theirs = pair.theirs().run(step.textFor(pair.theirs().belief()));
        dialogue.answers(ours, theirs);
        behind = pairs.size() > 1 && (isBehind(step.text(), ours) || isBehind(step.text(), theirs));
        judge(differences(step.text(), exists, ours, theirs));
        nonsense(step, "pymap", pair.ours().belief());
        nonsense(step, "dovecot", pair.theirs().belief());
        return ours;
    }

    /** Whether others had done what the client heard of with this answer only. */
    private static boolean isBehind(String text, Answer ours) {
        List<String> told = switch (Command.of(text).verb()) {
            case "EXPUNGE", "MOVE" -> List.of();
            case "FETCH", "STORE", "APPEND" -> List.of("EXPUNGE", "VANISHED");
            default -> List.of("EXPUNGE", "VANISHED", "EXISTS", "FETCH");
        };
        return ours.codeName().equals("EXPUNGEISSUED")
                || ours.responses().stream().anyMatch(response -> told.contains(response.kind()));
    }

    private void nonsense(Step step, String server, Belief belief) {
        if (!belief.nonsense().isEmpty()) {
            unexplained.add(new Difference(
                    step.text(),
                    server + " tells what cannot be",
                    pairs.size() > 1,
                    behind,
                    String.join("", belief.nonsense()),
                    Difference.NOTHING));
        }
    }

    private List<Difference> differences(String text, int exists, Answer ours, Answer theirs) {
        Command command = Command.of(text);
        Map<String, String> left = ourForm.points(command, ours, exists);
        Map<String, String> right = theirForm.points(command, theirs, exists);
        Set<String> points = new LinkedHashSet<>(List.of("outcome"));
        points.addAll(left.keySet());
        points.addAll(right.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String point : points) {
            String one = left.getOrDefault(point, Difference.NOTHING);
            String other = right.getOrDefault(point, Difference.NOTHING);
            if (!one.equals(other)) {
                differences.add(new Difference(text, point, pairs.size() > 1, behind, one, other));
            }
        }
        return differences;
    }

    private void judge(List<Difference> differences) {
        for (Difference difference : differences) {
            Optional<Explanation> explanation = Explanations.of(difference);
            if (explanation.isEmpty()) {
                unexplained.add(difference);
                continue;
            }
            explained.merge(explanation.get().id(), 1, Integer::sum);
            partedWays |= explanation.get().partsWays();
            if (difference.point().equals("outcome")) {
                partedWays |= difference.parsed().isSelection();
                return; // the rest follows from it
            }
        }
    }

    /** Has both clients know the same messages before the next command. */
    private void settle(Pair pair, Step step) throws IOException {
        Client ours = pair.ours();
        Client theirs = pair.theirs();
        if (!goesOn() || ours.belief().isIdling()) {
            return;
        }
        if (ours.belief().isSelected()
                && ours.belief().tellsVanished()
                && !ours.belief().knowsUids()) {
            learnUids(pair, step);
        }
        if (!goesOn() || pair.seesTheSame()) {
            return;
        }
        compare(pair, new Step(step.connection(), "NOOP"));
        if (!pair.seesTheSame()) {
            learnUids(pair, step);
        }
        if (goesOn() && !pair.seesTheSame()) {
            judge(List.of(new Difference(
                    step.text(),
                    "messages known after it",
                    pairs.size() > 1,
                    behind,
                    String.valueOf(ours.belief().labels()),
                    String.valueOf(theirs.belief().labels()))));
        }
    }

    private void learnUids(Pair pair, Step step) throws IOException {
        learnUids(pair.ours(), step, "pymap");
        learnUids(pair.theirs(), step, "dovecot");
    }

    private void learnUids(Client client, Step step, String server) throws IOException {
        List<Long> uids = uids(client);
        if (uids.size() != client.belief().labels().size()) {
            uids = uids(client); // what has come was told behind the answer
        }
        if (uids.size() == client.belief().labels().size()) {
            client.belief().label(uids);
        } else if (!client.belief().tellsVanished()) {
            unexplained.add(new Difference(
                    step.text(),
                    server + " finds other messages than it told",
                    pairs.size() > 1,
                    behind,
                    String.valueOf(uids),
                    String.valueOf(client.belief().labels())));
        }
    }

    private static List<Long> uids(Client client) throws IOException {
        return client.run("UID SEARCH ALL")
                .data("SEARCH")
                .flatMap(response -> response.values().stream())
                .filter(value -> value instanceof Value.Atom)
                .map(value -> Long.valueOf(value.text()))
                .sorted()
                .toList();
    }

    /** Compares what each client knows with what is there, and all mailboxes. */
    private void finish() throws IOException {
        for (int i = 0; i < pairs.size() && goesOn(); i++) {
            Pair pair = pairs.get(i);
            if (pair.ours().belief().isIdling()) {
                compare(pair, new Step(i, "DONE"));
            }
            compare(pair, new Step(i, "NOOP"));
            if (goesOn()) {
                settle(pair, new Step(i, "NOOP"));
            }
            if (goesOn() && pair.ours().belief().isSelected()) {
                checkBelief(pair, i);
            }
        }
        if (!goesOn()) {
            return;
        }
        Pair last = connect();
        inspector = last;
        Step list = new Step(pairs.size(), "LIST \"\" *");
        Answer mailboxes = compare(last, list);
        inspect(last, "LSUB \"\" *");
        for (Response response : mailboxes.data("LIST").toList()) {
            String name = Words.quoted(response.values().get(2).text());
            boolean selectable = !response.values()
                    .get(0)
                    .canonical()
                    .toUpperCase(Locale.ROOT)
                    .contains("\\NOSELECT");
            if (selectable) {
                inspect(last, "STATUS " + name + " " + FINAL_ITEMS);
                inspect(last, "EXAMINE " + name);
                inspect(last, "UID FETCH 1:* (FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])");
            }
        }
    }

    private void inspect(Pair pair, String command) throws IOException {
        if (goesOn()) {
            compare(pair, new Step(pairs.size(), command));
        }
    }

    /** What was told of flags is what they are. */
    private void checkBelief(Pair pair, int connection) throws IOException {
        List<Optional<Set<String>>> ours = knownFlags(pair.ours().belief());
        List<Optional<Set<String>>> theirs = knownFlags(pair.theirs().belief());
        Step fetch = new Step(connection, "UID FETCH 1:* (FLAGS)");
        compare(pair, fetch);
        check(fetch, "pymap", ours, knownFlags(pair.ours().belief()));
        check(fetch, "dovecot", theirs, knownFlags(pair.theirs().belief()));
    }

    private void check(Step step, String server, List<Optional<Set<String>>> told, List<Optional<Set<String>>> now) {
        for (int i = 0; i < Math.min(told.size(), now.size()); i++) {
            if (told.get(i).isPresent() && !told.get(i).equals(now.get(i))) {
                unexplained.add(new Difference(
                        step.text(),
                        server + " has told other flags of " + (i + 1) + " before",
                        pairs.size() > 1,
                        behind,
                        String.valueOf(told.get(i)),
                        String.valueOf(now.get(i))));
            }
        }
    }

    private static List<Optional<Set<String>>> knownFlags(Belief belief) {
        List<Optional<Set<String>>> flags = new ArrayList<>();
        for (int i = 1; i <= belief.labels().size(); i++) {
            flags.add(belief.flags(i));
        }
        return flags;
    }

    @Override
    public void close() throws IOException {
        for (Pair pair : pairs) {
            close(pair);
        }
        if (inspector != null) {
            close(inspector);
        }
        ownServer.close();
        dovecot.close();
    }
}
