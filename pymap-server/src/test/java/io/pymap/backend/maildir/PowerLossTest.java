package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.disk.InMemory;
import io.pymap.disk.PowerLoss.Variant;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is acknowledged survives the loss of power at every point between two changes of the disk; without any forcing it
 * survives a kill. {@code -Dpymap.powerloss.steps=500} plays longer histories, {@code -Dpymap.powerloss.losses=20} loses
 * more at each point, {@code -Dpymap.seed=42} repeats a run.
 */
@Tag("long")
class PowerLossTest {

    private static final int STEPS = Integer.getInteger("pymap.powerloss.steps", 24);
    private static final int LOSSES = Integer.getInteger("pymap.powerloss.losses", 1);
    private static final MailboxName INBOX = MailboxName.INBOX;

    private final long seed = Long.getLong("pymap.seed", System.nanoTime());

    @TempDir(factory = InMemory.class)
    Path directory;

    @ParameterizedTest
    @EnumSource(Layout.class)
    void keepsWhatItHasAcknowledgedInEachCommand(Layout layout) throws IOException {
        try (PowerLossRig rig = rig(layout, Fsync.ALWAYS)) {
            playEachCommand(rig);
            losePower(rig);
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void keepsWhatItHasAcknowledgedInAnyOrder(Layout layout) throws IOException {
        try (PowerLossRig rig = rig(layout, Fsync.ALWAYS)) {
            playAtRandom(rig);
            losePower(rig);
        }
    }

    @Test
    void keepsWhatItHasAcknowledgedAsAServerDoesUnlessToldOtherwise() throws IOException {
        try (PowerLossRig rig = rig(Layout.MAILDIR_PLUS_PLUS, Fsync.OPTIMIZED)) {
            playAtRandom(rig);
            losePower(rig);
        }
    }

    /** Where appends wait for one force of the directory together. */
    @Test
    void keepsWhatItHasAcknowledgedToSeveralClients() throws IOException, InterruptedException, ExecutionException {
        try (PowerLossRig rig = rig(Layout.MAILDIR_PLUS_PLUS, Fsync.ALWAYS)) {
            ExecutorService clients = Executors.newFixedThreadPool(3);
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                RandomHistory history = new RandomHistory("client" + i, rig.client(), new SplittableRandom(seed + i));
                done.add(clients.submit(() -> IntStream.range(0, STEPS / 3).forEach(step -> history.step())));
            }
            for (Future<?> client : done) {
                client.get();
            }
            clients.shutdown();
            assertThat(rig.broken()).isEmpty();
            losePower(rig);
        }
    }

    @Test
    void survivesAKillWithoutForcing() throws IOException {
        try (PowerLossRig rig = rig(Layout.MAILDIR_PLUS_PLUS, Fsync.NEVER)) {
            playAtRandom(rig);
            lose(rig, List.of(Variant.EVERYTHING, Variant.TORN));
        }
    }

    /** That the rig is no good friend: without forcing, power loss loses mail. */
    @Test
    void losesMailWhereNobodyForcesIt() throws IOException {
        try (PowerLossRig rig = rig(Layout.MAILDIR_PLUS_PLUS, Fsync.NEVER)) {
            playAtRandom(rig);
            rig.lose(List.of(Variant.FORCED), seed);
            assertThat(rig.failures()).isNotEmpty();
        }
    }

    @Test
    void writesNowhereElse() throws IOException {
        try (PowerLossRig rig = rig(Layout.MAILDIR_PLUS_PLUS, Fsync.OPTIMIZED)) {
            playAtRandom(rig);
            assertThat(rig.disk().journal().paths()).allMatch(path -> path.startsWith(PowerLossRig.USER));
        }
    }

    private PowerLossRig rig(Layout layout, Fsync fsync) throws IOException {
        System.out.println("seed " + seed);
        return new PowerLossRig(
                directory,
                (usersFile, boot) -> MaildirBackend.builder(usersFile)
                        .layout(layout)
                        .fsync(fsync)
                        .boot(boot)
                        .build());
    }

    /** Each command alone, and once more where it meets what others have left. */
    private void playEachCommand(PowerLossRig rig) {
        RecordedAccount client = rig.client();
        SplittableRandom random = new SplittableRandom(seed);
        MailboxName work = new MailboxName("Work");
        MailboxName inner = new MailboxName("Work/B\u00fccher");
        MailboxName moved = new MailboxName("Moved");
        List<Runnable> steps = List.of(
                () -> client.append(INBOX, letters("a", 1, random)),
                () -> client.claimRecent(INBOX),
                () -> client.append(INBOX, letters("b", 3, random)),
                () -> client.store(INBOX, List.of(1L, 3L), FlagChange.add("\\Seen", "todo")),
                () -> client.store(INBOX, List.of(3L), new FlagChange(FlagChange.Mode.REPLACE, Flags.of("work"))),
                () -> client.create(work),
                () -> client.create(inner),
                () -> client.subscribe(inner, true),
                () -> client.copy(INBOX, List.of(1L, 3L), work),
                () -> client.move(INBOX, List.of(1L, 2L), inner),
                () -> client.copy(inner, List.of(1L), inner),
                () -> client.append(work, letters("c", 2, random)),
                () -> client.expunge(INBOX, List.of(3L)),
                () -> client.expunge(work, List.of(1L, 2L, 4L)),
                () -> client.rename(work, moved),
                () -> client.append(INBOX, letters("d", 2, random)),
                () -> client.create(work),
                () -> client.append(work, letters("e", 1, random)),
                () -> client.delete(work),
                () -> client.create(work),
                () -> client.move(moved, List.of(3L), work),
                () -> client.subscribe(inner, false),
                () -> client.append(INBOX, letters("f", 1, random)),
                () -> client.claimRecent(INBOX),
                () -> client.expunge(INBOX, List.of(7L)),
                () -> client.replace(INBOX, 6, Letter.random("g", random), INBOX),
                () -> client.replace(INBOX, 5, Letter.random("h", random), work),
                () -> client.move(INBOX, List.of(4L), INBOX),
                () -> client.append(INBOX, List.of(withManyKeywords(random))),
                () -> client.store(INBOX, List.of(10L), new FlagChange(FlagChange.Mode.REMOVE, Flags.of("k3"))));
        steps.forEach(step -> play(rig, client, step));
        for (int i = 0; i < 6; i++) { // the last ones have no letter
            FlagChange one = FlagChange.add("without" + i);
            play(rig, client, () -> client.store(INBOX, List.of(9L, 10L), one));
        }
    }

    /** After which there are letters for a few more at most, whatever other letters have. */
    private static Letter withManyKeywords(SplittableRandom random) {
        Letter letter = Letter.random("k", random);
        Flags many = Flags.of(
                IntStream.range(0, Keywords.MAX - 8).mapToObj(i -> "k" + i).toList());
        return new Letter(letter.octets(), many, letter.date());
    }

    private static List<Letter> letters(String name, int count, SplittableRandom random) {
        return IntStream.range(0, count)
                .mapToObj(i -> Letter.random(name + i, random))
                .toList();
    }

    private void playAtRandom(PowerLossRig rig) {
        RecordedAccount client = rig.client();
        RandomHistory history = new RandomHistory("x", client, new SplittableRandom(seed));
        for (int i = 0; i < STEPS; i++) {
            play(rig, client, history::step);
        }
    }

    private static void play(PowerLossRig rig, RecordedAccount client, Runnable step) {
        step.run();
        client.look();
        assertThat(rig.broken()).isEmpty();
    }

    private void losePower(PowerLossRig rig) throws IOException {
        List<Variant> variants = new ArrayList<>(List.of(Variant.FORCED, Variant.TORN));
        variants.addAll(Collections.nCopies(LOSSES, Variant.SOME));
        lose(rig, variants);
    }

    private void lose(PowerLossRig rig, List<Variant> variants) throws IOException {
        long start = System.nanoTime();
        rig.lose(variants, seed);
        System.out.printf(
                "%d changes, %d states of the disk, %.1f s%n",
                rig.disk().journal().length() - rig.disk().journal().begin(),
                rig.losses(),
                (System.nanoTime() - start) / 1e9);
        assertThat(rig.losses()).isGreaterThan(rig.disk().journal().length() / 10);
        assertThat(rig.failures()).isEmpty();
    }
}
