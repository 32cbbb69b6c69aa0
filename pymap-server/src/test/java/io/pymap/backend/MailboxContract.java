package io.pymap.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Changes;
import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.Rights;
import io.pymap.mailbox.StoreResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Mailbox} promises. */
public abstract class MailboxContract extends BackendFixture {

    private static final long ANY = Long.MAX_VALUE;

    private Mailbox inbox;
    private Mailbox other;

    @BeforeEach
    final void openMailboxes() {
        inbox = backend.account("anna").find(MailboxName.INBOX).orElseThrow();
        other = backend.account("anna").create(new MailboxName("other"));
    }

    @Test
    void beginsEmpty() {
        MailboxCounts counts = inbox.counts();

        assertThat(counts.messages()).isZero();
        assertThat(counts.size()).isZero();
        assertThat(counts.highestModSeq()).isPositive();
        assertThat(counts.uidNext()).isPositive();
        assertThat(inbox.uidValidity()).isBetween(1L, 0xFFFF_FFFFL);
        assertThat(inbox.flags().asList()).containsExactlyElementsOf(Flags.SYSTEM.asList());
        assertThat(inbox.readOnly()).isFalse();
    }

    @Test
    void keepsOctetsFlagsAndDate() {
        String odd = "no header \0 \u00e9 bare \n lines";
        long next = inbox.counts().uidNext();

        Message added =
                inbox.append(List.of(message(odd, "\\Flagged", "$Junk"))).get(0);

        assertThat(added.uid()).isEqualTo(next);
        Message found = messages(inbox).get(0);
        assertThat(seen(List.of(found))).isEqualTo(seen(List.of(added)));
        assertThat(text(found)).isEqualTo(told(odd));
        assertThat(found.flags()).isEqualTo(Flags.of("\\Flagged", "$Junk"));
        assertThat(found.internalDate().epochSecond()).isEqualTo(DATE.epochSecond());
        assertThat(found.emailId()).isNotEmpty();
        assertThat(found.threadId()).isNotEmpty();
    }

    @Test
    void keepsAnEmptyMessage() {
        inbox.append(List.of(message("")));

        assertThat(messages(inbox).get(0).size()).isZero();
    }

    @Test
    void appendsManyWithAscendingUids() {
        List<Message> added = inbox.append(List.of(message("a"), message("b"), message("c")));

        assertThat(added).extracting(Message::uid).isSorted().doesNotHaveDuplicates();
        assertThat(added).extracting(Message::modSeq).isSorted().doesNotHaveDuplicates();
        assertThat(messages(inbox)).extracting(message -> text(message)).containsExactly("a", "b", "c");
    }

    @Test
    void countsWhatStatusTells() {
        inbox.append(List.of(message("12345", "\\Seen"), message("123", "\\Deleted"), message("1")));

        MailboxCounts counts = inbox.counts();

        assertThat(counts.messages()).isEqualTo(3);
        assertThat(counts.unseen()).isEqualTo(2);
        assertThat(counts.deleted()).isEqualTo(1);
        assertThat(counts.size()).isEqualTo(9);
        assertThat(counts.recent()).isEqualTo(3);
        assertThat(counts.uidNext()).isEqualTo(uids(inbox).get(2) + 1);
        assertThat(counts.highestModSeq()).isEqualTo(messages(inbox).get(2).modSeq());
    }

    @Test
    void remembersKeywordsThatWereUsed() {
        long uid = append(inbox, "x", "$Junk");
        inbox.store(List.of(uid), FlagChange.add("todo"), ANY);
        inbox.remove(List.of(uid));

        assertThat(inbox.flags().asList()).contains("$Junk", "todo", "\\Seen");
    }

    @Test
    void neverGivesAUidTwice() {
        long first = append(inbox, "x");
        inbox.remove(List.of(first));

        assertThat(append(inbox, "y")).isGreaterThan(first);
    }

    @Test
    void findsMessagesByUid() {
        long one = append(inbox, "1");
        long two = append(inbox, "2");
        long gone = append(inbox, "3");
        inbox.remove(List.of(gone));

        assertThat(seen(inbox.find(List.of(two, gone, one, 4_000_000_000L)))).isEqualTo(seen(messages(inbox)));
        assertThat(inbox.find(List.of(gone))).isEmpty();
    }

    @Test
    void storesFlagsInEachMode() {
        long uid = append(inbox, "x", "\\Seen", "a");

        assertThat(flagsAfter(uid, FlagChange.add("\\Flagged", "b")))
                .isEqualTo(Flags.of("\\Seen", "\\Flagged", "a", "b"));
        assertThat(flagsAfter(uid, FlagChange.remove("\\seen", "never"))).isEqualTo(Flags.of("\\Flagged", "a", "b"));
        assertThat(flagsAfter(uid, new FlagChange(FlagChange.Mode.REPLACE, Flags.of("c"))))
                .isEqualTo(Flags.of("c"));
        assertThat(inbox.counts().unseen()).isEqualTo(1);
    }

    @Test
    void storesToThoseThatStillExistInUidOrder() {
        long one = append(inbox, "1");
        long two = append(inbox, "2");
        long gone = append(inbox, "3");
        inbox.remove(List.of(gone));

        StoreResult result = inbox.store(List.of(gone, two, one, two), FlagChange.add("\\Seen"), ANY);

        assertThat(result.stored()).extracting(Message::uid).containsExactly(one, two);
        assertThat(result.modified()).isEmpty();
    }

    @Test
    void keepsTheModSeqWhereNothingChanges() {
        long uid = append(inbox, "x", "\\Seen");
        MailboxCounts before = inbox.counts();

        StoreResult result = inbox.store(List.of(uid), FlagChange.add("\\Seen"), ANY);

        assertThat(seen(result.stored())).isEqualTo(seen(messages(inbox)));
        assertThat(inbox.counts()).isEqualTo(before);
    }

    @Test
    void leavesAloneWhatChangedSince() {
        long old = append(inbox, "old");
        long fresh = append(inbox, "fresh");
        long before = inbox.counts().highestModSeq();
        inbox.store(List.of(fresh), FlagChange.add("\\Seen"), ANY);

        StoreResult result = inbox.store(List.of(old, fresh), FlagChange.add("\\Flagged"), before);

        assertThat(result.stored()).extracting(Message::uid).containsExactly(old);
        assertThat(result.modified()).containsExactly(fresh);
        assertThat(messages(inbox).get(1).flags()).isEqualTo(Flags.of("\\Seen"));
    }

    @Test
    void expungesOnlyTheDeletedOnesOfThoseNamed() {
        long kept = append(inbox, "not deleted");
        long gone = append(inbox, "deleted", "\\Deleted");
        long unnamed = append(inbox, "deleted, not named", "\\Deleted");

        inbox.expungeDeleted(List.of(gone, kept, 4_000_000_000L));

        assertThat(uids(inbox)).containsExactly(kept, unnamed);
        assertThat(inbox.counts().deleted()).isEqualTo(1);
    }

    @Test
    void removesWhateverTheFlags() {
        long gone = append(inbox, "x");
        long kept = append(inbox, "y");

        inbox.remove(List.of(gone, gone));

        assertThat(uids(inbox)).containsExactly(kept);
    }

    @Test
    void tellsChangesSinceAModSeq() {
        long one = append(inbox, "1");
        long two = append(inbox, "2");
        long three = append(inbox, "3");
        long since = inbox.counts().highestModSeq();
        inbox.store(List.of(two), FlagChange.add("\\Seen"), ANY);
        inbox.store(List.of(one), FlagChange.add("\\Seen"), ANY);
        inbox.remove(List.of(three));
        long four = append(inbox, "4");

        Changes changes = inbox.changesSince(since);

        assertThat(changes.upTo()).isEqualTo(inbox.counts().highestModSeq());
        assertThat(changes.updated()).extracting(Message::uid).containsExactly(one, two, four);
        assertThat(changes.complete() || changes.expunged().equals(List.of(three)))
                .isTrue();
        assertThat(inbox.changesSince(changes.upTo()).updated()).isEmpty();
        assertThat(inbox.changesSince(changes.upTo()).expunged()).isEmpty();
    }

    @Test
    void copiesFlagsDatesAndIdsInUidOrder() {
        long one = append(inbox, "1", "\\Seen", "word");
        long two = append(inbox, "2");

        CopiedUids copied = inbox.copy(List.of(two, one, 4_000_000_000L), other);

        assertThat(copied.source()).containsExactly(one, two);
        assertThat(copied.destination()).isEqualTo(uids(other));
        assertThat(uids(inbox)).containsExactly(one, two);
        for (int i = 0; i < 2; i++) {
            Message from = messages(inbox).get(i);
            Message to = messages(other).get(i);
            assertThat(to.flags()).isEqualTo(from.flags());
            assertThat(to.internalDate().epochSecond())
                    .isEqualTo(from.internalDate().epochSecond());
            assertThat(to.emailId()).isEqualTo(from.emailId());
            assertThat(to.threadId()).isEqualTo(from.threadId());
            assertThat(text(to)).isEqualTo(text(from));
        }
        assertThat(other.flags().asList()).contains("word");
    }

    @Test
    void copiesIntoItself() {
        long uid = append(inbox, "1");

        CopiedUids copied = inbox.copy(List.of(uid), inbox);

        assertThat(uids(inbox)).containsExactly(uid, copied.destination().get(0));
    }

    @Test
    void copiesNothingWhenAllAreGone() {
        long uid = append(inbox, "1");
        inbox.remove(List.of(uid));

        assertThat(inbox.copy(List.of(uid), other).source()).isEmpty();
        assertThat(inbox.move(List.of(uid), other).destination()).isEmpty();
        assertThat(messages(other)).isEmpty();
    }

    @Test
    void movesMessagesAway() {
        long one = append(inbox, "1", "\\Seen");
        long two = append(inbox, "2");
        long since = inbox.counts().highestModSeq();

        CopiedUids moved = inbox.move(List.of(one), other);

        assertThat(moved.source()).containsExactly(one);
        assertThat(moved.destination()).isEqualTo(uids(other));
        assertThat(uids(inbox)).containsExactly(two);
        assertThat(messages(other).get(0).flags()).isEqualTo(Flags.of("\\Seen"));
        assertThat(replay(messagesByUid(List.of(one, two)), inbox.changesSince(since))
                        .keySet())
                .containsExactly(two);
    }

    @Test
    void movesIntoItselfUnderNewUids() {
        long one = append(inbox, "1");
        long two = append(inbox, "2");

        CopiedUids moved = inbox.move(List.of(one), inbox);

        assertThat(uids(inbox)).containsExactly(two, moved.destination().get(0));
    }

    @Test
    void replacesAMessageInItsMailbox() {
        long old = append(inbox, "old", "\\Seen", "word");
        long kept = append(inbox, "kept");
        long since = inbox.counts().highestModSeq();

        Message added = inbox.replace(old, message("Subject: new\r\n\r\n", "\\Draft"), inbox);

        assertThat(added.flags()).as("nothing is inherited").isEqualTo(Flags.of("\\Draft"));
        assertThat(uids(inbox)).containsExactly(kept, added.uid());
        assertThat(text(messages(inbox).get(1))).startsWith("Subject: new");
        Changes changes = inbox.changesSince(since);
        assertThat(changes.updated()).extracting(Message::uid).contains(added.uid());
        assertThat(changes.complete() || changes.expunged().equals(List.of(old)))
                .isTrue();
    }

    @Test
    void replacesAMessageByOneElsewhere() {
        long old = append(inbox, "old");

        Message added = inbox.replace(old, message("Subject: new\r\n\r\n"), other);

        assertThat(messages(inbox)).isEmpty();
        assertThat(uids(other)).containsExactly(added.uid());
    }

    @Test
    void addsNothingInPlaceOfAMessageThatIsGone() {
        long gone = append(inbox, "gone");
        inbox.remove(List.of(gone));

        for (Mailbox target : List.of(inbox, other)) {
            assertThatThrownBy(() -> inbox.replace(gone, message("x"), target))
                    .isInstanceOf(MailboxException.NotFound.class);
            assertThat(messages(target)).isEmpty();
        }
    }

    @Test
    void replacesAMessageOnceWhereManyTry() throws Exception {
        long old = append(inbox, "old");
        AtomicInteger replaced = new AtomicInteger();

        race(4, thread -> {
            try {
                inbox.replace(old, message("Subject: " + thread + "\r\n\r\n"), thread % 2 == 0 ? inbox : other);
                replaced.incrementAndGet();
            } catch (MailboxException.NotFound e) {
                // somebody else was first
            }
        });

        assertThat(replaced).hasValue(1);
        assertThat(messages(inbox).size() + messages(other).size()).isEqualTo(1);
    }

    @Test
    void letsOneSessionClaimTheRecentMessages() {
        long first = append(inbox, "1");
        append(inbox, "2");
        assertThat(inbox.firstRecentUid()).isLessThanOrEqualTo(first);

        assertThat(inbox.claimRecent(Long.MAX_VALUE)).isLessThanOrEqualTo(first);
        assertThat(inbox.counts().recent()).isZero();
        long third = append(inbox, "3");

        assertThat(inbox.counts().recent()).isEqualTo(1);
        assertThat(inbox.claimRecent(Long.MAX_VALUE)).isGreaterThan(first + 1).isLessThanOrEqualTo(third);
    }

    @Test
    void forgetsRecentMessagesThatAreExpunged() {
        inbox.claimRecent(Long.MAX_VALUE);
        inbox.remove(List.of(append(inbox, "1")));

        assertThat(inbox.counts().recent()).isZero();
    }

    @Test
    void callsAWatchOnChangeUntilItIsClosed() throws InterruptedException {
        Semaphore news = new Semaphore(0);
        Mailbox.Watch watch = inbox.watch(news::release);

        append(inbox, "1");
        assertThat(news.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

        watch.close();
        watch.close();
    }

    @Test
    void callsAWatchWithNoLockHeld() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        AtomicInteger seen = new AtomicInteger();
        Semaphore done = new Semaphore(0);
        Runnable readElsewhere = () -> {
            // Another thread reads the mailbox while the watcher waits: a held lock would show as a timeout.
            Future<Long> count = executor.submit(() -> inbox.counts().messages());
            try {
                seen.set(count.get(10, TimeUnit.SECONDS).intValue());
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
            done.release();
        };
        Mailbox.Watch watch = inbox.watch(readElsewhere);
        try {
            append(inbox, "1");
            assertThat(done.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            assertThat(seen).hasValue(1);
        } finally {
            watch.close();
            executor.shutdownNow();
        }
    }

    @Test
    void seesChangesThroughEveryMailboxObject() {
        Mailbox same = backend.account("anna").find(MailboxName.INBOX).orElseThrow();

        long uid = append(inbox, "1");
        same.store(List.of(uid), FlagChange.add("\\Seen"), ANY);

        assertThat(seen(messages(inbox))).isEqualTo(seen(messages(same)));
        assertThat(messages(inbox).get(0).flags()).isEqualTo(Flags.of("\\Seen"));
    }

    /** Threads move all messages back and forth and expunge some: each ends in one place. */
    @Test
    void losesAndDoublesNothingUnderRacingMoves() throws Exception {
        int total = 60;
        for (int i = 0; i < total; i++) {
            append(inbox, "message " + i);
        }
        int rounds = 15;
        race(4, thread -> {
            for (int i = 0; i < rounds; i++) {
                Mailbox from = (thread + i) % 2 == 0 ? inbox : other;
                from.move(uids(from), from == inbox ? other : inbox);
                from.store(uids(from), FlagChange.add("t" + thread), ANY);
            }
        });

        List<String> texts = new ArrayList<>();
        messages(inbox).forEach(message -> texts.add(text(message)));
        messages(other).forEach(message -> texts.add(text(message)));
        assertThat(texts).hasSize(total).doesNotHaveDuplicates();
        assertThat(inbox.counts().messages() + other.counts().messages()).isEqualTo(total);
    }

    /** A reader that only replays changes ends with what the mailbox holds. */
    @Test
    void tellsEveryChangeToAReaderThatFollows() throws Exception {
        TreeMap<Long, Message> view = new TreeMap<>();
        long[] upTo = {0};
        race(3, thread -> {
            for (int i = 0; i < 40; i++) {
                if (thread == 0) {
                    Changes changes = inbox.changesSince(upTo[0]);
                    assertThat(changes.upTo()).isGreaterThanOrEqualTo(upTo[0]);
                    replay(view, changes);
                    upTo[0] = changes.upTo();
                } else {
                    long uid = append(inbox, "thread " + thread + " message " + i);
                    inbox.store(uids(inbox), FlagChange.add("k" + (i % 5)), ANY);
                    if (i % 3 == 0) {
                        inbox.remove(List.of(uid));
                    }
                }
            }
        });
        replay(view, inbox.changesSince(upTo[0]));

        assertThat(seen(view.values())).isEqualTo(seen(messages(inbox)));
        assertThat(view.values()).extracting(Message::modSeq).doesNotHaveDuplicates();
    }

    /** Work of one of the threads of a race. */
    @FunctionalInterface
    protected interface Racer {
        void run(int thread) throws Exception;
    }

    protected static void race(int threads, Racer racer) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            IntStream.range(0, threads)
                    .forEach(thread -> running.add(executor.submit(() -> {
                        start.await();
                        racer.run(thread);
                        return thread;
                    })));
            for (Future<?> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** What a client holds after it was told the changes. */
    protected static Map<Long, Message> replay(Map<Long, Message> view, Changes changes) {
        if (changes.complete()) {
            view.clear();
        }
        changes.expunged().forEach(view::remove);
        changes.updated().forEach(message -> view.put(message.uid(), message));
        return view;
    }

    private Map<Long, Message> messagesByUid(List<Long> uids) {
        Map<Long, Message> view = new TreeMap<>();
        Message any = messages(other).get(0);
        uids.forEach(uid -> view.put(uid, any));
        return view;
    }

    private Flags flagsAfter(long uid, FlagChange change) {
        inbox.store(List.of(uid), change, ANY);
        return messages(inbox).get(0).flags();
    }

    @Test
    void keepsAnnotationsWhenItIsRenamed() {
        other.annotate(Map.of("/Shared/Comment", Optional.of(new byte[] {0, (byte) 0xFF})));
        backend.account("anna").rename(new MailboxName("other"), new MailboxName("renamed"));
        Mailbox renamed =
                backend.account("anna").find(new MailboxName("renamed")).orElseThrow();

        assertThat(renamed.annotations().asMap()).containsOnlyKeys("/shared/comment");
        assertThat(renamed.annotations().value("/shared/comment").orElseThrow()).containsExactly(0, 0xFF);
        long before = renamed.counts().highestModSeq();
        renamed.annotate(Map.of("/shared/comment", Optional.empty()));
        assertThat(renamed.counts().highestModSeq()).as("RFC 7162 3.2").isGreaterThan(before);
        assertThat(renamed.annotations().isEmpty()).isTrue();
    }

    @Test
    void belongsToItsUser() {
        assertThat(inbox.acl()).isEqualTo(Acl.ownedBy("anna"));
        assertThat(inbox.acl().of("bert").isEmpty()).isTrue();
    }

    @Test
    void changesItsAccessControlList() {
        inbox.changeAcl(new Acl.Change("bert", Acl.Mode.REPLACE, new Rights("slr")));
        inbox.changeAcl(new Acl.Change("bert", Acl.Mode.ADD, new Rights("i")));
        inbox.changeAcl(new Acl.Change("bert", Acl.Mode.REMOVE, new Rights("s")));

        assertThat(inbox.acl().of("bert")).isEqualTo(new Rights("lri"));
        inbox.changeAcl(new Acl.Change("bert", Acl.Mode.REPLACE, Rights.NONE));
        assertThat(inbox.acl()).isEqualTo(Acl.ownedBy("anna"));
    }

    @Test
    void givesACopyItsOwnSaveDate() {
        long uid = append(inbox, "one");
        Instant saved = messages(inbox).get(0).saveDate();
        inbox.store(List.of(uid), FlagChange.add(Flags.SEEN), ANY);
        inbox.copy(List.of(uid), other);

        assertThat(messages(inbox).get(0).saveDate()).isEqualTo(saved);
        assertThat(messages(other).get(0).saveDate()).isAfterOrEqualTo(saved);
        assertThat(messages(other).get(0).internalDate())
                .isEqualTo(messages(inbox).get(0).internalDate());
    }
}
