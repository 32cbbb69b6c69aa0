package io.pymap.mailbox.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.Changes;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.Message;
import java.time.InstantSource;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxIndexTest {

    private static final long ANY = Long.MAX_VALUE;
    private static final List<FlagChange.Mode> MODES = List.of(FlagChange.Mode.values());

    private final MailboxIndex index = new MailboxIndex(1, 1, InstantSource.system());

    @Test
    void sharesEqualFlags() {
        List<Message> added = index.append(List.of(arrival("\\Seen", "word"), arrival("WORD", "\\seen"), arrival()));
        index.store(List.of(3L), FlagChange.add("\\Seen", "word"), ANY);

        List<Message> all = index.changesSince(0).updated();
        assertThat(all.get(1).flags()).isSameAs(added.get(0).flags());
        assertThat(all.get(2).flags()).isSameAs(added.get(0).flags());
    }

    @Test
    void sharesFlagsAlsoAfterManyOthers() {
        for (int i = 0; i < 60; i++) {
            int first = i;
            index.append(IntStream.range(0, 60)
                    .mapToObj(second -> arrival("k" + first, "k" + second))
                    .toList());
        }
        List<Message> twins = index.append(List.of(arrival("k5", "k59"), arrival("k59", "k5")));

        assertThat(twins.get(0).flags()).isSameAs(twins.get(1).flags());
        assertThat(index.flags().size()).isEqualTo(Flags.SYSTEM.size() + 60);
    }

    @Test
    void limitsKeywordsAndThenChangesNothing() {
        List<Arrival> thousand =
                IntStream.range(0, 1000).mapToObj(i -> arrival("k" + i)).toList();
        index.append(thousand);
        Changes before = index.changesSince(0);
        MailboxIndex source = new MailboxIndex(1, 1, InstantSource.system());
        source.append(List.of(arrival("\\Seen"), arrival("new")));

        assertThatThrownBy(() -> index.append(List.of(arrival(), arrival("new"))))
                .isInstanceOf(MailboxException.OverLimit.class);
        assertThatThrownBy(() -> index.store(List.of(1L), FlagChange.add("new"), ANY))
                .isInstanceOf(MailboxException.OverLimit.class);
        assertThatThrownBy(() -> source.move(List.of(1L, 2L), index)).isInstanceOf(MailboxException.OverLimit.class);
        assertThat(index.changesSince(0)).isEqualTo(before);
        assertThat(source.counts().messages()).isEqualTo(2);

        index.store(List.of(1L), FlagChange.add("K999", "\\Seen"), ANY);
        index.store(List.of(1L), FlagChange.remove("new", "k1"), ANY);
        assertThat(index.flags().size()).isEqualTo(1005);
    }

    @Test
    void forgetsTheOldestExpungesAndThenListsEverything() {
        MailboxIndex small = new MailboxIndex(1, 1, InstantSource.system(), 3);
        small.append(arrivals(10));
        long beforeAll = small.counts().highestModSeq();
        small.remove(List.of(1L));
        long afterOne = small.counts().highestModSeq();
        small.remove(List.of(2L, 3L, 4L));

        Changes fresh = small.changesSince(afterOne);
        assertThat(fresh.complete()).isFalse();
        assertThat(fresh.expunged()).containsExactly(2L, 3L, 4L);

        Changes old = small.changesSince(beforeAll);
        assertThat(old.complete()).isTrue();
        assertThat(old.updated()).extracting(Message::uid).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void remembersNoExpungeWhereNoneIsAllowed() {
        MailboxIndex none = new MailboxIndex(1, 1, InstantSource.system(), 0);
        none.append(arrivals(2));
        long before = none.counts().highestModSeq();
        none.remove(List.of(1L));

        assertThat(none.changesSince(before).complete()).isTrue();
        assertThat(none.changesSince(none.counts().highestModSeq()).complete()).isFalse();
    }

    @Test
    void stopsAtTheLastUid() {
        MailboxIndex last = new MailboxIndex(1, MailboxIndex.MAX_UID - 1, InstantSource.system());

        assertThatThrownBy(() -> last.append(arrivals(3))).isInstanceOf(MailboxException.OverLimit.class);
        assertThat(last.counts().messages()).isZero();
        assertThat(last.append(arrivals(2))).extracting(Message::uid).containsExactly(0xFFFF_FFFEL, 0xFFFF_FFFFL);
        assertThatThrownBy(() -> last.append(arrivals(1))).isInstanceOf(MailboxException.OverLimit.class);
        assertThat(last.append(List.of())).isEmpty();
        assertThat(last.counts().uidNext()).isEqualTo(0xFFFF_FFFFL);
    }

    @Test
    void leavesTheSourceAsItIsWhereTheTargetIsFull() {
        MailboxIndex full = new MailboxIndex(1, MailboxIndex.MAX_UID, InstantSource.system());
        index.append(arrivals(2));
        Changes before = index.changesSince(0);

        assertThatThrownBy(() -> index.move(List.of(1L, 2L), full)).isInstanceOf(MailboxException.OverLimit.class);
        assertThat(index.changesSince(0)).isEqualTo(before);
        assertThat(index.move(List.of(2L, 99L), full).destination()).containsExactly(MailboxIndex.MAX_UID);
    }

    @Test
    void putsMessagesBackWhereTheTargetFillsUpMeanwhile() {
        MailboxIndex target = new MailboxIndex(1, MailboxIndex.MAX_UID, InstantSource.system());
        index.append(List.of(arrival("\\Flagged")));
        // Reads its UIDs once to ask for room and once to take them; another session comes in between.
        AtomicInteger reads = new AtomicInteger();
        List<Long> uids = new AbstractList<>() {
            @Override
            public Long get(int at) {
                if (reads.incrementAndGet() == 2) {
                    target.append(arrivals(1));
                }
                return 1L;
            }

            @Override
            public int size() {
                return 1;
            }
        };

        assertThatThrownBy(() -> index.move(uids, target)).isInstanceOf(MailboxException.OverLimit.class);

        assertThat(reads).hasValue(2);
        List<Message> back = index.changesSince(0).updated();
        assertThat(back).extracting(Message::uid).containsExactly(2L);
        assertThat(back.get(0).flags()).isEqualTo(Flags.of("\\Flagged"));
        assertThat(target.counts().messages()).isEqualTo(1);
    }

    @Test
    void keepsAMovedMessageInOnePlaceWhereAWatcherFails() {
        MailboxIndex target = new MailboxIndex(1, 1, InstantSource.system());
        index.append(arrivals(2));
        index.watch(() -> {
            throw new IllegalStateException("watcher");
        });
        assertThatThrownBy(() -> index.move(List.of(1L), target)).hasMessage("watcher");
        assertThat(index.counts().messages()).isEqualTo(1);
        assertThat(target.counts().messages()).isEqualTo(1);
    }

    @Test
    void callsWatchersOfAMoveWhenBothSidesAreDone() {
        MailboxIndex target = new MailboxIndex(1, 1, InstantSource.system());
        index.append(arrivals(1));
        List<Long> sums = new ArrayList<>();
        index.watch(
                () -> sums.add(index.counts().messages() * 10 + target.counts().messages()));
        target.watch(
                () -> sums.add(index.counts().messages() * 10 + target.counts().messages()));

        index.move(List.of(1L), target);

        assertThat(sums).containsExactly(1L, 1L);
    }

    @Test
    void movesWhatNobodyElseTookMeanwhile() {
        MailboxIndex target = new MailboxIndex(1, 1, InstantSource.system());
        index.append(arrivals(2));
        index.remove(List.of(1L));

        CopiedUids moved = index.move(List.of(1L, 2L), target);

        assertThat(moved.source()).containsExactly(2L);
        assertThat(target.counts().messages()).isEqualTo(1);
    }

    @Test
    void isRestoredWithUidsModSeqsAndCounts() {
        index.append(List.of(arrival("\\Seen"), arrival("word"), arrival("\\Deleted")));
        index.claimRecent(Long.MAX_VALUE);
        index.append(arrivals(1));
        index.store(List.of(1L), FlagChange.add("\\Flagged"), ANY);
        Changes all = index.changesSince(0);
        List<Message> shuffled = new ArrayList<>(all.updated());
        Collections.reverse(shuffled);
        MailboxIndex other = new MailboxIndex(1, 1, InstantSource.system());

        List<LogEntry> log = new ArrayList<>();
        shuffled.forEach(message -> log.add(new LogEntry.Added(message)));
        other.follow(log);
        other.skipTo(index.counts().uidNext());
        other.claimRecent(index.firstRecentUid() - 1);
        other.forgetUpTo(all.upTo());

        assertThat(other.changesSince(0)).isEqualTo(all);
        assertThat(other.counts()).isEqualTo(index.counts());
        assertThat(other.flags()).isEqualTo(index.flags());
        assertThat(other.changesSince(2).complete()).isTrue();
        assertThat(other.append(arrivals(1)).get(0).uid()).isEqualTo(5);
        assertThat(other.changesSince(all.upTo()).updated())
                .extracting(Message::uid)
                .containsExactly(5L);
    }

    @Test
    void followsWhatWasDoneElsewhere() {
        index.append(arrivals(3)); // mod-sequences 2 to 4
        List<Message> all = index.changesSince(0).updated();
        Message flagged = all.get(1).withFlags(Flags.of("\\Seen", "word"), 8);
        Message added = new Message(
                9,
                6,
                Flags.NONE,
                all.get(0).internalDate(),
                all.get(0).saveDate(),
                "M",
                "T",
                all.get(0).content());

        index.follow(List.of(
                new LogEntry.Flagged(1, 3, Flags.of("\\Deleted")), // known already
                new LogEntry.Expunged(3, 5),
                new LogEntry.Added(added),
                new LogEntry.Expunged(4, 7),
                new LogEntry.Flagged(2, 8, Flags.of("\\Seen", "word")),
                new LogEntry.Touched(10)));
        index.skipTo(12);

        assertThat(index.changesSince(0).updated()).extracting(Message::uid).containsExactly(1L, 2L, 9L);
        assertThat(index.changesSince(4).updated()).containsExactly(flagged, added);
        assertThat(index.changesSince(4).expunged()).containsExactly(3L, 4L);
        assertThat(index.changesSince(5).expunged()).containsExactly(4L);
        assertThat(index.changesSince(6).updated()).containsExactly(flagged);
        assertThat(index.counts())
                .isEqualTo(new MailboxCounts(3, 3, 2, 0, 0, 3 * all.get(0).size(), 12, 10));
        assertThat(index.flags().contains("word")).isTrue();
        assertThat(index.append(arrivals(1)).get(0)).satisfies(message -> {
            assertThat(message.uid()).isEqualTo(12);
            assertThat(message.modSeq()).isEqualTo(11);
        });
    }

    @Test
    void doesNotBringBackWhatIsGone() {
        index.append(arrivals(2));
        Message gone = index.remove(List.of(2L)).get(0);

        index.follow(List.of(
                new LogEntry.Flagged(2, 8, Flags.of("\\Seen")),
                new LogEntry.Added(gone.withFlags(Flags.of("\\Seen"), 9))));

        assertThat(index.counts().messages()).isEqualTo(1);
        assertThat(index.changesSince(4).updated()).isEmpty();
    }

    @Test
    void skipsUidsForwardOnly() {
        index.skipTo(10);
        index.skipTo(5);

        assertThat(index.append(arrivals(1)).get(0).uid()).isEqualTo(10);
    }

    @Test
    void tellsWatchersOnlyOfChanges() {
        AtomicInteger calls = new AtomicInteger();
        index.watch(calls::incrementAndGet);
        index.append(List.of());
        index.remove(List.of(7L));
        index.store(List.of(7L), FlagChange.add("x"), ANY);
        index.claimRecent(Long.MAX_VALUE);
        assertThat(calls).hasValue(0);

        index.append(arrivals(3));
        index.store(List.of(1L, 2L), FlagChange.add("x"), ANY);
        index.store(List.of(1L, 2L), FlagChange.add("x"), ANY);
        index.remove(List.of(1L));

        assertThat(calls).hasValue(3);
    }

    @Test
    void endsAWatchOnceAndLeavesTheOthers() {
        AtomicInteger calls = new AtomicInteger();
        Runnable same = calls::incrementAndGet;
        var first = index.watch(same);
        index.watch(same);
        first.close();
        first.close();

        index.append(arrivals(1));

        assertThat(calls).hasValue(1);
    }

    /** Random operations against a recount and a replay of the log from every point. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void agreesWithARecountAndAReplay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MailboxIndex small = new MailboxIndex(1, 1, InstantSource.system(), 20);
        List<TreeMap<Long, Message>> views = new ArrayList<>();
        List<Long> upTo = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            operate(random, small);
            List<Message> all = small.changesSince(0).updated();
            assertThat(small.counts()).as("seed %d, step %d", seed, step).isEqualTo(recount(small, all));
            if (step % 5 == 0) {
                TreeMap<Long, Message> view = new TreeMap<>();
                all.forEach(message -> view.put(message.uid(), message));
                views.add(view);
                upTo.add(small.counts().highestModSeq());
            }
        }
        List<Message> all = small.changesSince(0).updated();
        for (int i = 0; i < views.size(); i++) {
            Changes changes = small.changesSince(upTo.get(i));
            TreeMap<Long, Message> view = views.get(i);
            if (changes.complete()) {
                view.clear();
            }
            changes.expunged().forEach(view::remove);
            changes.updated().forEach(message -> view.put(message.uid(), message));
            assertThat(List.copyOf(view.values()))
                    .as("seed %d, view %d", seed, i)
                    .isEqualTo(all);
        }
        assertThat(all).extracting(Message::modSeq).doesNotHaveDuplicates();
    }

    private static void operate(SplittableRandom random, MailboxIndex index) {
        String[] flags = Stream.of("\\Seen", "\\Deleted", "\\Flagged", "word")
                .filter(flag -> random.nextBoolean())
                .toArray(String[]::new);
        long next = index.counts().uidNext();
        List<Long> some = LongStream.range(0, random.nextInt(6))
                .mapToObj(i -> Math.max(1, next - random.nextInt(40)))
                .toList();
        FlagChange.Mode mode = MODES.get(random.nextInt(MODES.size()));
        switch (random.nextInt(8)) {
            case 0 -> index.remove(some);
            case 1 -> index.expungeDeleted(some);
            case 2 -> index.claimRecent(Long.MAX_VALUE);
            case 3 -> index.copy(some, index);
            case 4 -> index.move(some, index);
            case 5 -> index.store(some, new FlagChange(mode, Flags.of(flags)), ANY);
            default -> index.append(List.of(arrival(flags)));
        }
    }

    private static MailboxCounts recount(MailboxIndex index, List<Message> all) {
        return new MailboxCounts(
                all.size(),
                all.stream()
                        .filter(message -> message.uid() >= index.firstRecentUid())
                        .count(),
                all.stream()
                        .filter(message -> !message.flags().contains("\\Seen"))
                        .count(),
                all.stream()
                        .filter(message -> message.flags().contains("\\Deleted"))
                        .count(),
                all.stream()
                        .filter(message -> message.flags().contains("\\Deleted"))
                        .mapToLong(Message::size)
                        .sum(),
                all.stream().mapToLong(Message::size).sum(),
                index.counts().uidNext(),
                index.counts().highestModSeq());
    }

    static List<Arrival> arrivals(int count) {
        return IntStream.range(0, count).mapToObj(i -> arrival()).toList();
    }

    static Arrival arrival(String... flags) {
        return new Arrival(Flags.of(flags), new InternalDate(0, 0), "M1", "T1", Content.of(new byte[flags.length + 1]));
    }
}
