package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.differential.Client;
import io.pymap.differential.DovecotServer;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** One user of a server that is killed: what it was told over all these lives. */
final class KilledUser {

    private final String name;
    private final Path mail;
    private final Path directory;
    private final ScheduledExecutorService watchdog;
    private final SplittableRandom random;
    private final Promises promises = new Promises();
    private Optional<ToldAccount> last = Optional.empty();
    private Optional<DovecotServer> dovecot = Optional.empty();
    private volatile boolean readsAlong;
    private int lives;
    private int begun;
    private int cutShort;

    KilledUser(String name, Path directory, ScheduledExecutorService watchdog, SplittableRandom random) {
        this.name = name;
        this.directory = directory;
        this.mail = directory.resolve(name);
        this.watchdog = watchdog;
        this.random = random;
    }

    int acknowledged() {
        return begun - cutShort;
    }

    int cutShort() {
        return cutShort;
    }

    /** Looks at all there is after a kill, and compares. */
    void look(int port) throws IOException {
        try (Client client = KillIT.login(port, name, watchdog)) {
            ImapMail imap = new ImapMail(client);
            imap.ok("ENABLE QRESYNC");
            // A move between two mailboxes is brought to its end when both have been opened.
            imap.ok("LIST \"\" \"*\" RETURN (STATUS (MESSAGES))");
            ToldAccount seen = imap.read();
            if (last.isPresent()) {
                List<String> broken = new ArrayList<>(PromiseCheck.broken(promises, seen));
                broken.addAll(brokenResyncs(imap, last.get(), seen));
                assertThat(broken)
                        .as("%s after %d kills; under way: %s", name, lives, promises.underWay)
                        .isEmpty();
            }
            cutShort += promises.underWay.size();
            promises.settle(seen);
            last = Optional.of(seen);
            lives++;
        }
    }

    private static List<String> brokenResyncs(ImapMail imap, ToldAccount before, ToldAccount now) {
        List<String> broken = new ArrayList<>();
        before.mailboxes().forEach((name, mailbox) -> {
            ToldMailbox here = now.mailboxes().get(name);
            if (here != null && here.uidValidity() == mailbox.uidValidity()) {
                var known = imap.resync(name, mailbox);
                if (!known.equals(ImapMail.flags(here))) {
                    broken.add(name + ": whoever knew " + ImapMail.flags(mailbox) + " at " + mailbox.highestModSeq()
                            + " takes it for " + known + " in place of " + ImapMail.flags(here));
                }
            }
        });
        return broken;
    }

    /**
     * Clients that work on messages of their own.
     *
     * @param onEvent run whenever a command begins or ends
     */
    List<RandomHistory> sessions(int port, int count, Runnable onEvent) throws IOException {
        ToldAccount now = last.orElseThrow();
        List<RandomHistory> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String session = "s" + i;
            RecordedSession mailboxes = new RecordedSession(KillIT.login(port, name, watchdog), event -> {
                note(event);
                onEvent.run();
            });
            RandomHistory history = new RandomHistory(session, mailboxes, random.split(), lives + "-");
            SortedMap<MailboxName, NavigableSet<Long>> own = new TreeMap<>();
            for (MailboxName mailbox : now.mailboxes().keySet()) {
                if (mailbox.value().startsWith(session)) {
                    own.put(
                            mailbox,
                            new TreeSet<>(
                                    now.mailboxes().get(mailbox).messages().keySet()));
                }
            }
            TreeSet<Long> inbox = new TreeSet<>();
            for (long uid : now.mailboxes().get(MailboxName.INBOX).messages().keySet()) {
                if (uid % count == i) {
                    inbox.add(uid);
                }
            }
            own.put(MailboxName.INBOX, inbox);
            history.adopt(own);
            sessions.add(history);
        }
        return sessions;
    }

    private synchronized void note(Consumer<Promises> event) {
        int before = promises.underWay.size();
        event.accept(promises);
        begun += promises.underWay.size() > before ? 1 : 0;
    }

    private synchronized DovecotServer dovecot() throws IOException {
        if (dovecot.isEmpty()) {
            dovecot = Optional.of(
                    DovecotServer.sharing(directory, new DovecotServer.Store(mail, "maildir++", "optimized")));
        }
        return dovecot.get();
    }

    /** Reads all of it again and again, until told to stop. */
    Callable<Integer> dovecotReadsAlong() {
        readsAlong = true;
        return () -> {
            int times = 0;
            while (readsAlong) {
                times += readAlong();
            }
            return times;
        };
    }

    /** Until told to stop, or until Dovecot ends the session, as it may when another server changes a mailbox under it. */
    private int readAlong() throws IOException {
        int times = 0;
        try (Client client = new Client(dovecot(), watchdog)) {
            ImapMail imap = new ImapMail(client);
            while (readsAlong) {
                for (String command : List.of("SELECT INBOX", "UID FETCH 1:* (UID FLAGS)", "NOOP", "UNSELECT")) {
                    imap.ok(command);
                }
                times++;
            }
        } catch (ImapMail.Gone e) {
            return times;
        }
        return times;
    }

    void stopReadingAlong() {
        readsAlong = false;
    }

    /** A second server on the same Maildir tells the same. It lists directories that are only half there as well. */
    void compareWithDovecot() throws IOException {
        try (Client client = new Client(dovecot(), watchdog)) {
            ImapMail imap = new ImapMail(client);
            assertThat(imap.read(name ->
                                    imap.run("EXAMINE " + ImapMail.quoted(name)).isOk())
                            .shared()
                            .lines())
                    .as("%s, as Dovecot tells it, after %d kills", name, lives)
                    .containsExactlyElementsOf(last.orElseThrow().shared().lines());
        }
    }
}
