package io.pymap.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.server.ServerThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random sequences of commands, answered alike by this server and by Dovecot but for what {@code docs/compat.md} explains.
 *
 * <p>{@code -Dpymap.differential.sequences=10000} plays more; {@code -Dpymap.differential.seed=42} begins with another seed,
 * which each sequence raises by one; with {@code -Dpymap.differential.sequences=1} it replays that one.
 */
@Tag("clients")
@Tag("long")
class DifferentialIT {

    private static final int SEQUENCES = Integer.getInteger("pymap.differential.sequences", 200);
    private static final long SEED = Long.getLong("pymap.differential.seed", 1);
    private static final int MOST_FAILURES = Integer.getInteger("pymap.differential.failures", 5);
    private static final int PROGRESS = 500;

    private final ServerThreads threads = ServerThreads.create(1);
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        threads.close();
        watchdog.shutdownNow();
    }

    @Test
    void answersAsDovecotDoesButForWhatIsExplained() throws IOException {
        DovecotServer.require();
        Set<String> offered;
        try (Duel duel = new Duel(threads, watchdog, directory)) {
            offered = duel.offered();
        }
        Map<String, Integer> explained = new TreeMap<>();
        Map<String, Integer> failed = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        int commands = 0;
        System.out.printf("Both offer %s; seeds from %d%n", offered, SEED);
        for (int i = 0; i < SEQUENCES && failures.size() < MOST_FAILURES; i++) {
            long seed = SEED + i;
            Duel.Result result = play(Generator.connections(seed), new Generator(seed, offered));
            commands += result.steps().size();
            result.explained().forEach((id, count) -> explained.merge(id, count, Integer::sum));
            if (!result.isFine() && failed.merge(result.kind(), 1, Integer::sum) == 1) {
                failures.add(report(
                        seed, new Shrinker(steps -> play(Generator.connections(seed), steps)).shrink(result)));
            }
            if ((i + 1) % PROGRESS == 0 || i + 1 == SEQUENCES) {
                System.out.printf(
                        "%d of %d sequences, %d commands; explained: %s; failed: %s%n",
                        i + 1, SEQUENCES, commands, explained, failed);
            }
        }
        assertThat(failures)
                .as("sequences with differences that nothing explains")
                .isEmpty();
    }

    private Duel.Result play(int connections, Duel.Source source) throws IOException {
        try (Duel duel = new Duel(threads, watchdog, directory)) {
            return duel.play(connections, source);
        }
    }

    private static String report(long seed, Duel.Result result) {
        String differences =
                result.unexplained().stream().map(Difference::toString).collect(Collectors.joining("\n  ", "  ", "\n"));
        String text = "\nReplay with -Dpymap.differential.sequences=1 -Dpymap.differential.seed=" + seed + "\n"
                + result.dialogue() + "Differences:\n" + differences;
        System.out.println(text);
        return text;
    }
}
