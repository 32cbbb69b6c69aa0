package io.pymap.benchmarks;

import io.pymap.server.ServerThreads;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Runs every scenario on each server in turn and prints the medians and their ratio.
 *
 * <p>The absolute times are those of the machine and of what else it does; only the ratio of one run means something.
 * Arguments: how many rounds are counted (7 unless given).
 */
public final class Comparison {

    private static final int MESSAGES = 10_000;
    private static final int WARM_UP_ROUNDS = 2;

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario("start + stop", 20, false, (kind, server, client, times) -> {
                for (int i = 0; i < times; i++) {
                    kind.start().close();
                }
            }),
            new Scenario("start + LOGIN + SELECT + LOGOUT + stop", 10, false, (kind, server, client, times) -> {
                for (int i = 0; i < times; i++) {
                    try (Candidate other = kind.start();
                            Client own = new Client(other.port()).loggedIn()) {
                        own.command("SELECT INBOX");
                        own.command("LOGOUT");
                    }
                }
            }),
            new Scenario("connect + LOGIN + SELECT + LOGOUT", 20, false, (kind, server, client, times) -> {
                for (int i = 0; i < times; i++) {
                    try (Client own = new Client(server.port()).loggedIn()) {
                        own.command("SELECT INBOX");
                        own.command("LOGOUT");
                    }
                }
            }),
            new Scenario("APPEND of 1 KB", 100, false, (kind, server, client, times) -> {
                for (int i = 0; i < times; i++) {
                    client.append("INBOX", Mails.small(i));
                }
            }),
            Scenario.command("NOOP", 10_000),
            new Scenario("100 NOOPs in one go", 50, false, (kind, server, client, times) -> {
                for (int i = 0; i < times; i++) {
                    client.pipeline("NOOP", 100);
                }
            }),
            Scenario.command("UID FETCH 1:* (UID FLAGS)", 2),
            Scenario.command("UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)", 1),
            Scenario.command("UID FETCH 1:* (BODY.PEEK[])", 1),
            Scenario.command("SEARCH SUBJECT \"number 77\"", 1),
            Scenario.command("SEARCH BODY \"qzx\"", 1),
            Scenario.command("UID STORE 1:* +FLAGS.SILENT (\\Flagged)", 1));

    private Comparison() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        try (ServerThreads threads = ServerThreads.create(1)) {
            compare(rounds, List.of(() -> PymapCandidate.start(threads), GreenMailCandidate::start));
        }
    }

    /** Ours is the first of the two. */
    private static void compare(int rounds, List<Candidate.Kind> kinds) throws IOException {
        System.out.printf(
                "JDK %s, %d processors, medians of %d rounds in turn, %,d messages of 1 KB in the mailbox%n%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds, MESSAGES);
        System.out.println("| what, each time | pymap | GreenMail | times faster |");
        System.out.println("|---|---|---|---|");
        for (Scenario scenario : SCENARIOS) {
            double[][] times = measure(scenario, kinds, rounds);
            double ours = median(times[0]);
            double theirs = median(times[1]);
            System.out.printf("| %s | %s | %s | %.1f |%n", scenario.name(), text(ours), text(theirs), theirs / ours);
        }
    }

    /** Microseconds each time, for each kind and round. The kinds take turns, so that noise hits all. */
    private static double[][] measure(Scenario scenario, List<Candidate.Kind> kinds, int rounds) throws IOException {
        double[][] times = new double[kinds.size()][rounds];
        Candidate[] servers = new Candidate[kinds.size()];
        Client[] clients = new Client[kinds.size()];
        for (int k = 0; k < servers.length; k++) {
            servers[k] = kinds.get(k).start();
            clients[k] = new Client(servers[k].port()).loggedIn();
            if (scenario.needsMail()) {
                clients[k].fill("INBOX", MESSAGES);
            }
            clients[k].command("SELECT INBOX");
        }
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (int k = 0; k < servers.length; k++) {
                long start = System.nanoTime();
                scenario.work().run(kinds.get(k), servers[k], clients[k], scenario.times());
                if (round >= 0) {
                    times[k][round] = (System.nanoTime() - start) / 1e3 / scenario.times();
                }
            }
        }
        for (int k = 0; k < servers.length; k++) {
            clients[k].close();
            servers[k].close();
        }
        return times;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String text(double microseconds) {
        return microseconds < 10_000
                ? String.format("%,.0f µs", microseconds)
                : String.format("%,.1f ms", microseconds / 1e3);
    }
}
