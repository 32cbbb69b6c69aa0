package io.pymap.backend.maildir;

import io.pymap.disk.JournalledFileSystem;
import io.pymap.disk.PowerLoss;
import io.pymap.disk.PowerLoss.Variant;
import io.pymap.disk.Trees;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Plays a history on a backend, notes down what it does to the disk and what it acknowledges when, and then looks what a
 * fresh backend makes of what may be left of it.
 */
final class PowerLossRig implements AutoCloseable {

    static final String USER = "john";

    private static final String BEFORE = "first run of the machine";
    private static final String AFTER = "second run of the machine";
    private static final String LATER = "third run of the machine";
    private static final int TAIL = 40;
    private static final int MOST_FAILURES = 4;

    /** Of so many losses one is looked at more closely, which takes longer. */
    private static final int CLOSELY = 5;

    /** Makes the backend under test. */
    interface Opener {
        /** @param boot names the run of the machine */
        Backend open(Path usersFile, String boot);
    }

    /** What was promised when the journal had that length. */
    private record Event(int position, Consumer<Promises> what) {}

    /**
     * What may be left of a disk.
     *
     * @param prefix of the journal
     */
    record Loss(int prefix, Variant variant, long seed) {}

    private final Path place;
    private final Path again;
    private final Opener opener;
    private final JournalledFileSystem disk;
    private final Backend backend;
    private final Account account;
    private final List<Event> events = new ArrayList<>();
    private final Promises live = new Promises();
    private final Set<String> checked = new HashSet<>();
    private final Map<String, String> failures = new TreeMap<>();
    private boolean flagsSurvive = true;
    private int losses;

    PowerLossRig(Path directory, Opener opener) throws IOException {
        this.place = Files.createDirectory(directory.resolve("disk"));
        this.again = directory.resolve("again");
        this.opener = opener;
        Files.writeString(place.resolve("users.txt"), USER + "::s3cretp4ssword\n");
        disk = JournalledFileSystem.over(place);
        backend = opener.open(disk.root().resolve("users.txt"), BEFORE);
        account = backend.account(USER);
        ToldAccount first = ToldAccount.of(account);
        note(promises -> promises.settle(first));
    }

    /** A client whose doings are noted down. Several of them may be at work at once. */
    RecordedAccount client() {
        return new RecordedAccount(account, this::note);
    }

    JournalledFileSystem disk() {
        return disk;
    }

    /** Flags may be older ones after power loss, as with a store that does not wait for them. */
    void expectOldFlags() {
        flagsSurvive = false;
    }

    private synchronized void note(Consumer<Promises> event) {
        events.add(new Event(disk.journal().length(), event));
        event.accept(live);
    }

    /** What is wrong already while nothing has happened to the disk. Nobody may be at work. */
    List<String> broken() {
        ToldAccount seen = ToldAccount.of(account);
        List<String> broken = new ArrayList<>(PromiseCheck.broken(live, seen));
        broken.addAll(Resync.broken(lookBefore(live, 0), account, seen));
        return broken;
    }

    private static ToldAccount lookBefore(Promises promises, long seed) {
        int looks = promises.looks.size();
        return promises.looks.get(looks - 1 - (int) (Math.abs(seed) % Math.min(looks, 8)));
    }

    @Override
    public void close() {
        backend.close();
    }

    /**
     * Ends the history, and looks at what may be left at every length of the journal; those that leave the same are looked
     * at once.
     *
     * @param variants of each length; {@link Variant#SOME} with a seed for each time that it stands there
     */
    void lose(List<Variant> variants, long seed) throws IOException {
        close();
        Trees.delete(place); // the journal has it all
        Promises promises = new Promises();
        int event = 0;
        for (int prefix = disk.journal().begin(); prefix <= disk.journal().length(); prefix++) {
            while (event < events.size() && events.get(event).position() <= prefix) {
                events.get(event++).what().accept(promises);
            }
            if (event == 0) {
                continue; // nobody has been told anything
            }
            for (int i = 0; i < variants.size() && failures.size() < MOST_FAILURES; i++) {
                check(new Loss(prefix, variants.get(i), seed + i), promises, event);
            }
        }
    }

    /** How many different states of a disk were looked at. */
    int losses() {
        return losses;
    }

    /** What broke, each kind once, with the shortest journal that shows it. */
    String failures() {
        return String.join("\n", failures.values());
    }

    private void check(Loss loss, Promises promises, int event) throws IOException {
        PowerLoss left = PowerLoss.of(disk.journal(), loss.prefix(), loss.variant(), loss.seed());
        SortedMap<String, String> tree = left.tree();
        tree.keySet().removeIf(PowerLossRig::isLock);
        if (!checked.add(event + " " + tree)) {
            return;
        }
        losses++;
        left.materialise(place);
        try {
            removeLocks(place);
            String broken = String.join("\n", brokenBy(loss, promises));
            if (!broken.isEmpty()) {
                failures.putIfAbsent(broken.replaceAll("(?s)\n.*|\\d+", ""), report(loss, promises, broken, tree));
            }
        } finally {
            Trees.delete(place);
        }
    }

    private static boolean isLock(String path) {
        return path.endsWith(".lock");
    }

    /** What a lock means whose owner is gone is tested elsewhere; here each would cost the seconds until it counts as left. */
    private static void removeLocks(Path directory) throws IOException {
        for (String path : Trees.of(directory).keySet()) {
            if (isLock(path)) {
                Files.delete(directory.resolve(path));
            }
        }
    }

    private List<String> brokenBy(Loss loss, Promises promises) throws IOException {
        JournalledFileSystem left = JournalledFileSystem.over(place); // which forces nothing, to be fast
        boolean closely = Math.floorMod(loss.seed() + loss.prefix(), CLOSELY) == 0;
        List<String> broken = brokenWhenOpened(left, loss, hasLost(loss) ? AFTER : BEFORE, promises);
        if (broken.isEmpty() && closely) {
            broken.addAll(brokenByLosingAgain(left, loss, promises));
        }
        if (broken.isEmpty() && closely) {
            broken.addAll(brokenByGoingOn(left, loss));
        }
        return broken;
    }

    private static boolean hasLost(Loss loss) {
        return loss.variant() == Variant.FORCED || loss.variant() == Variant.SOME;
    }

    private List<String> brokenWhenOpened(JournalledFileSystem left, Loss loss, String boot, Promises promises) {
        return whereNothingFails(() -> {
            try (Backend fresh = opener.open(left.root().resolve("users.txt"), boot)) {
                Account reopened = fresh.account(USER);
                reopened.mailboxes().forEach(reopened::find); // both mailboxes of a move must be open for its end
                ToldAccount seen = ToldAccount.of(reopened);
                List<String> broken =
                        new ArrayList<>(PromiseCheck.broken(promises, seen, flagsSurvive || !hasLost(loss)));
                broken.addAll(Resync.broken(lookBefore(promises, loss.seed()), reopened, seen));
                return broken;
            }
        });
    }

    private static List<String> whereNothingFails(Supplier<List<String>> look) {
        try {
            return look.get();
        } catch (RuntimeException e) { // whatever it is, the report says what led to it
            List<String> broken = new ArrayList<>(List.of("the backend fails: " + e));
            for (StackTraceElement element : e.getStackTrace()) {
                broken.add("  at " + element);
            }
            return broken;
        }
    }

    /** The power goes once more, or the process is killed once more, while the first loss is being repaired. */
    private List<String> brokenByLosingAgain(JournalledFileSystem repaired, Loss loss, Promises promises)
            throws IOException {
        int begin = repaired.journal().begin();
        int prefix = new SplittableRandom(loss.seed())
                .nextInt(begin, repaired.journal().length() + 1);
        Loss second = new Loss(prefix, hasLost(loss) ? Variant.SOME : Variant.TORN, loss.seed());
        PowerLoss.of(repaired.journal(), prefix, second.variant(), loss.seed()).materialise(again);
        try {
            removeLocks(again);
            List<String> broken = brokenWhenOpened(
                    JournalledFileSystem.over(again), second, hasLost(loss) ? LATER : BEFORE, promises);
            if (!broken.isEmpty()) {
                broken.add("after a second loss, of\n" + repaired.journal().tail(prefix, TAIL));
            }
            return broken;
        } finally {
            Trees.delete(again);
        }
    }

    /** The mailbox must also be of use: what comes now is kept beside what there is, and what goes now is gone. */
    private List<String> brokenByGoingOn(JournalledFileSystem left, Loss loss) {
        return whereNothingFails(() -> {
            Promises promises = new Promises();
            try (Backend fresh = opener.open(left.root().resolve("users.txt"), LATER)) {
                Account account = fresh.account(USER);
                promises.settle(ToldAccount.of(account));
                RecordedAccount client = new RecordedAccount(account, event -> event.accept(promises));
                MailboxName inbox = MailboxName.INBOX;
                Letter letter = Letter.random("after-" + loss.prefix(), new SplittableRandom(loss.seed()));
                List<Long> uids = client.append(inbox, List.of(letter));
                client.store(inbox, uids, FlagChange.add("after"));
                promises.boxes.forEach((name, box) -> client.expunge(name, List.copyOf(box.messages.keySet())));
            }
            try (Backend fresh = opener.open(left.root().resolve("users.txt"), LATER)) {
                return PromiseCheck.broken(promises, ToldAccount.of(fresh.account(USER)));
            }
        });
    }

    private String report(Loss loss, Promises promises, String broken, SortedMap<String, String> left) {
        StringBuilder text = new StringBuilder(
                "\n=== after " + loss + "\n" + broken + "\n--- under way: " + promises.underWay + "\n--- promised:\n");
        promises.boxes.forEach((name, box) -> text.append(name)
                .append(" UIDNEXT ")
                .append(box.uidNext)
                .append(' ')
                .append(box.messages.keySet())
                .append('\n'));
        text.append("--- what is left:\n");
        left.forEach((path, content) -> text.append(path)
                .append(
                        path.contains("/cur/") || path.contains("/new/") || path.contains("/tmp/")
                                ? " " + content.length()
                                : ": " + printable(content))
                .append('\n'));
        return text.append("--- the end of the journal:\n")
                .append(disk.journal().tail(loss.prefix(), TAIL))
                .toString();
    }

    private static String printable(String content) {
        return content.length() > 500 ? content.substring(0, 500) + "..." : content;
    }
}
