package io.pymap.mailbox.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mailbox.Changes;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Message;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real threads on two mailboxes. Each message has its own EMAILID, so one that is lost or doubled shows. */
class MailboxIndexRaceTest {

    private static final int THREADS = 4;
    private static final int STEPS = 2000;

    private final MailboxIndex one = new MailboxIndex(1, 1, InstantSource.system());
    private final MailboxIndex two = new MailboxIndex(2, 1, InstantSource.system());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void losesAndDoublesNothing(long seed) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS + 1);
        CyclicBarrier start = new CyclicBarrier(THREADS + 1);
        try {
            List<Future<Work>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String name = "M" + thread + "-";
                SplittableRandom random = new SplittableRandom(seed * 100 + thread);
                running.add(executor.submit(() -> {
                    start.await();
                    return work(name, random);
                }));
            }
            Future<Map<Long, Message>> reader = executor.submit(() -> {
                start.await();
                return follow(running);
            });

            Set<String> expected = new HashSet<>();
            Set<String> removed = new HashSet<>();
            for (Future<Work> future : running) {
                Work work = future.get(60, TimeUnit.SECONDS);
                expected.addAll(work.added);
                work.removed.forEach(emailId ->
                        assertThat(removed.add(emailId)).as("removed once").isTrue());
            }
            expected.removeAll(removed);

            List<String> left = new ArrayList<>();
            one.changesSince(0).updated().forEach(message -> left.add(message.emailId()));
            two.changesSince(0).updated().forEach(message -> left.add(message.emailId()));
            assertThat(left).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(List.copyOf(reader.get(60, TimeUnit.SECONDS).values()))
                    .isEqualTo(one.changesSince(0).updated());
        } finally {
            executor.shutdownNow();
        }
    }

    private record Work(List<String> added, List<String> removed) {}

    private Work work(String name, SplittableRandom random) {
        Work work = new Work(new ArrayList<>(), new ArrayList<>());
        for (int step = 0; step < STEPS; step++) {
            MailboxIndex here = random.nextBoolean() ? one : two;
            MailboxIndex there = here == one ? two : one;
            List<Long> some = recentUids(here, random);
            switch (random.nextInt(5)) {
                case 0 -> here.store(some, FlagChange.add("k" + random.nextInt(4)), Long.MAX_VALUE);
                case 1, 2 -> here.move(some, there);
                case 3 ->
                    here.remove(some.subList(0, some.size() / 4))
                            .forEach(message -> work.removed.add(message.emailId()));
                default -> {
                    String emailId = name + step;
                    here.append(List.of(
                            new Arrival(Flags.NONE, new InternalDate(0, 0), emailId, "T1", Content.of(new byte[0]))));
                    work.added.add(emailId);
                }
            }
        }
        return work;
    }

    private static List<Long> recentUids(MailboxIndex index, SplittableRandom random) {
        long next = index.counts().uidNext();
        List<Long> uids = new ArrayList<>();
        for (long uid = Math.max(1, next - 12); uid < next; uid++) {
            if (random.nextBoolean()) {
                uids.add(uid);
            }
        }
        return uids;
    }

    /** Replays the log of one mailbox until the others are done, and checks that mod-sequences only rise. */
    private Map<Long, Message> follow(List<Future<Work>> running) {
        Map<Long, Message> view = new TreeMap<>();
        long upTo = 0;
        boolean last;
        do {
            last = running.stream().allMatch(Future::isDone);
            Changes changes = one.changesSince(upTo);
            for (Message message : changes.updated()) {
                assertThat(message.modSeq()).isGreaterThan(upTo).isLessThanOrEqualTo(changes.upTo());
            }
            changes.expunged().forEach(view::remove);
            changes.updated().forEach(message -> view.put(message.uid(), message));
            upTo = changes.upTo();
        } while (!last);
        return view;
    }
}
