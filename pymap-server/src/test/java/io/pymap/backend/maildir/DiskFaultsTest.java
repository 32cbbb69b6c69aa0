package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.pymap.disk.InMemory;
import io.pymap.disk.JournalledFileSystem;
import io.pymap.disk.Obstacle;
import io.pymap.disk.Trees;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is full, may not be written to, or fails, from each of its changes on in turn: the client is told so, nothing
 * is lost, and all goes on when the disk does.
 */
@Tag("long")
class DiskFaultsTest {

    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final MailboxName INBOX = MailboxName.INBOX;
    private static final MailboxName WORK = new MailboxName("Work");
    private static final MailboxName MOVED = new MailboxName("Moved");

    @TempDir(factory = InMemory.class)
    Path directory;

    @Test
    void tellsThatTheDiskIsFull() throws IOException {
        failAtEachChange(Obstacle.full(), ALWAYS, MailboxException.OverQuota.class);
    }

    @Test
    void tellsThatNothingMayBeWritten() throws IOException {
        failAtEachChange(Obstacle.readOnly(), ALWAYS, MailboxException.Unavailable.class);
    }

    @Test
    void survivesOneFailureOfTheDisk() throws IOException {
        failAtEachChange(kind -> Optional.of("Input/output error"), 1, MailboxException.Unavailable.class);
    }

    /** Else nobody could make room. What is told of it meanwhile holds, also where the server is killed then. */
    @Test
    void removesMessagesFromAFullDisk() throws IOException {
        JournalledFileSystem disk = disk();
        Promises promises = new Promises();
        try (MaildirBackend backend = open(disk)) {
            Account account = backend.account(PowerLossRig.USER);
            promises.settle(ToldAccount.of(account));
            RecordedAccount client = new RecordedAccount(account, event -> event.accept(promises));
            List<Long> uids = client.append(INBOX, letters(4));
            client.create(WORK);
            client.look();
            disk.journal()
                    .meet(kind -> kind == Obstacle.Kind.GROW ? Obstacle.full().reason(kind) : Optional.empty());

            client.store(INBOX, uids, FlagChange.add("\\Seen"));
            client.expunge(INBOX, uids.subList(0, 1));
            client.look();
            client.expunge(INBOX, uids.subList(1, 3));
            client.delete(WORK);

            assertThat(PromiseCheck.broken(promises, client.look())).isEmpty();
            assertThatThrownBy(() -> account.find(INBOX)
                            .orElseThrow()
                            .annotate(Map.of("/shared/comment", Optional.of(new byte[9]))))
                    .isInstanceOf(MailboxException.OverQuota.class);
        }
        disk.journal().meet(Obstacle.NONE);
        try (MaildirBackend backend = open(disk)) {
            Account account = backend.account(PowerLossRig.USER);
            ToldAccount seen = ToldAccount.of(account);
            assertThat(PromiseCheck.broken(promises, seen)).isEmpty();
            for (ToldAccount look : promises.looks) {
                assertThat(Resync.broken(look, account, seen)).isEmpty();
            }
        }
    }

    /**
     * Plays the same history again and again.
     *
     * @param obstacle what is in the way
     * @param times how often, as long as nobody is told of it
     */
    private void failAtEachChange(Obstacle obstacle, int times, Class<? extends MailboxException> told)
            throws IOException {
        int refusals = 0;
        for (int n = 0; ; n++) {
            History history = new History(new Fault(obstacle, n, times), told);
            history.play(n % 2 == 0);
            if (!history.fault.isMet()) {
                assertThat(n).isGreaterThan(50);
                assertThat(refusals).isGreaterThan(n / 4);
                return;
            }
            refusals += history.wasRefused ? 1 : 0;
        }
    }

    /** In the way of the n-th change and those after it. */
    private static final class Fault implements Obstacle {

        private final Obstacle obstacle;
        private int left;
        private int times;
        private boolean met;

        Fault(Obstacle obstacle, int after, int times) {
            this.obstacle = obstacle;
            this.left = after;
            this.times = times;
        }

        boolean isMet() {
            return met;
        }

        boolean isOver() {
            return met && times == 0;
        }

        void end() {
            times = 0;
        }

        @Override
        public Optional<String> reason(Kind kind) {
            Optional<String> reason = times == 0 ? Optional.empty() : obstacle.reason(kind);
            if (reason.isEmpty() || left-- > 0) {
                return Optional.empty();
            }
            met = true;
            times--;
            return reason;
        }
    }

    private final class History {

        private final JournalledFileSystem disk = disk();
        private final Fault fault;
        private final Class<? extends MailboxException> told;
        private final Promises promises = new Promises();
        private boolean wasRefused;

        History(Fault fault, Class<? extends MailboxException> told) throws IOException {
            this.fault = fault;
            this.told = told;
            disk.journal().meet(fault);
        }

        /** @param goesOn whether the same backend goes on when the disk does, or another one */
        void play(boolean goesOn) throws IOException {
            try (MaildirBackend backend = open(disk)) {
                Account account = account(backend);
                promises.settle(ToldAccount.of(account));
                RecordedAccount client = new RecordedAccount(account, event -> event.accept(promises));
                for (Runnable step : steps(client)) {
                    if (!isDone(step)) {
                        end();
                        if (!goesOn) {
                            break;
                        }
                        check(account);
                        isDone(step);
                    }
                }
                end();
            }
            check(open(disk));
            Trees.delete(Path.of(disk.root().toString()));
        }

        private Account account(MaildirBackend backend) {
            try {
                Account account = backend.account(PowerLossRig.USER);
                ToldAccount.of(account);
                return account;
            } catch (MailboxException e) {
                refused(e);
                end();
                return backend.account(PowerLossRig.USER);
            }
        }

        private void end() {
            fault.end();
            removeLocks();
        }

        /** What locks mean that could not be removed is tested elsewhere; here each would cost seconds. */
        private void removeLocks() {
            try {
                Path place = Path.of(disk.root().toString());
                for (String path : Trees.of(place).keySet()) {
                    if (path.endsWith(".lock")) {
                        Files.delete(disk.root().resolve(path));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private boolean isDone(Runnable step) {
            try {
                step.run();
                if (fault.isOver()) {
                    removeLocks();
                }
                return true;
            } catch (MailboxException e) {
                refused(e);
                return false;
            }
        }

        private void refused(MailboxException e) {
            if (told.equals(MailboxException.OverQuota.class)) { // room is needed for what comes, and not to undo it
                promises.underWay.removeIf(
                        operation -> operation instanceof Operation.Append || operation instanceof Operation.Copy);
            }
            boolean hasHappened = wasRefused
                    && (e instanceof MailboxException.NotFound || e instanceof MailboxException.AlreadyExists);
            if (!hasHappened && !e.getClass().equals(told)) {
                fail("after change " + disk.journal().tail(Integer.MAX_VALUE, 30), e);
            }
            wasRefused = true;
        }

        private void check(MaildirBackend backend) {
            try (backend) {
                check(backend.account(PowerLossRig.USER));
            }
        }

        private void check(Account account) {
            ToldAccount.of(account); // a move is brought to its end when both its mailboxes have been opened
            ToldAccount seen = ToldAccount.of(account);
            List<String> broken = new ArrayList<>(PromiseCheck.broken(promises, seen));
            broken.addAll(Resync.broken(promises.looks.get(0), account, seen));
            assertThat(broken)
                    .as(() -> "under way: " + promises.underWay + "\n"
                            + disk.journal().tail(disk.journal().length(), 60))
                    .isEmpty();
            promises.settle(seen);
        }
    }

    private static List<Runnable> steps(RecordedAccount client) {
        return List.of(
                () -> client.append(INBOX, letters(1)),
                () -> client.append(INBOX, letters(3)),
                () -> client.claimRecent(INBOX),
                client::look,
                () -> client.store(INBOX, List.of(1L, 2L), FlagChange.add("\\Flagged", "later")),
                () -> client.create(WORK),
                () -> client.copy(INBOX, List.of(1L, 2L), WORK),
                () -> client.move(INBOX, List.of(3L, 4L), WORK),
                () -> client.expunge(INBOX, List.of(1L)),
                () -> client.replace(INBOX, 2, Letter.random("other", new SplittableRandom(7)), WORK),
                () -> client.subscribe(WORK, true),
                client::look,
                () -> client.rename(WORK, MOVED),
                () -> client.expunge(MOVED, List.of(1L, 3L)),
                () -> client.delete(MOVED));
    }

    private JournalledFileSystem disk() throws IOException {
        Path place = Files.createTempDirectory(directory, "disk");
        Files.writeString(place.resolve("users.txt"), PowerLossRig.USER + "::s3cretp4ssword\n");
        return JournalledFileSystem.over(place);
    }

    private static MaildirBackend open(JournalledFileSystem disk) {
        return MaildirBackend.builder(disk.root().resolve("users.txt"))
                .boot("boot")
                .build();
    }

    private static List<Letter> letters(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Letter.random("letter" + count + i, new SplittableRandom(i)))
                .toList();
    }
}
