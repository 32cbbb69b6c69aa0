package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.User;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the rigs find what is broken, and nothing where nothing is: with mail in memory, which keeps its word. */
class PromisesTest {

    private static final MailboxName INBOX = MailboxName.INBOX;
    private static final MailboxName WORK = new MailboxName("Work");

    private final Account account =
            DictBackend.builder().user(new User("ann", "x")).build().account("ann");
    private final Promises promises = new Promises();
    private final RecordedAccount client = new RecordedAccount(account, event -> event.accept(promises));

    @BeforeEach
    void begin() {
        promises.settle(ToldAccount.of(account));
        client.create(WORK);
        client.append(INBOX, List.of(letter("a"), letter("b")));
        client.append(WORK, List.of(letter("c")));
        client.subscribe(WORK, true);
        client.look();
        assertThat(broken()).isEmpty();
    }

    @Test
    void findsNothingWhereEveryPromiseIsKept() {
        long seed = Long.getLong("pymap.seed", System.nanoTime());
        System.out.println("seed " + seed);
        RandomHistory history = new RandomHistory("x", client, new SplittableRandom(seed));

        for (int i = 0; i < 300; i++) {
            history.step();
            client.look();
            assertThat(broken()).as("step " + i).isEmpty();
        }
    }

    @Test
    void findsALostMessage() {
        assertThat(brokenWith(INBOX, mailbox -> mailbox.remove(1L))).containsExactly("INBOX: UID 1 is lost");
    }

    @Test
    void findsAnotherContentDateOrFlag() {
        ToldMessage other = new ToldMessage(1, Flags.of("x"), 7, 1, ToldMessage.sha256(new byte[1]));

        assertThat(brokenWith(INBOX, mailbox -> mailbox.put(1L, other)))
                .hasSize(3)
                .anyMatch(text -> text.contains("another content"))
                .anyMatch(text -> text.contains("the date 7"))
                .anyMatch(text -> text.contains("the flags (x)"));
    }

    @Test
    void findsMessagesThatCameTwiceOrFromNowhereOrBack() {
        ToldMessage a = state().mailboxes().get(INBOX).messages().get(1L);
        assertThat(brokenWith(INBOX, mailbox -> mailbox.put(3L, a)))
                .contains("INBOX: UID 3 is a duplicate: " + a)
                .anyMatch(text -> text.contains("has UID 3 and UIDNEXT 3"));

        client.expunge(INBOX, List.of(1L));

        assertThat(brokenWith(INBOX, mailbox -> mailbox.put(1L, a))).containsExactly("INBOX: UID 1 is back");
        ToldMessage other = new ToldMessage(1, Flags.NONE, 7, 1, ToldMessage.sha256(new byte[1]));
        assertThat(brokenWith(INBOX, mailbox -> mailbox.put(1L, other)))
                .containsExactly("INBOX: UID 1 is given to another message");
    }

    @Test
    void findsMailboxesThatAreLostOrNewOrBack() {
        ToldAccount before = state();
        assertThat(broken(new ToldAccount(before.mailboxes().headMap(WORK), before.subscriptions())))
                .singleElement()
                .asString()
                .startsWith("Work: is not there");

        client.delete(WORK);

        assertThat(broken(before)).singleElement().asString().startsWith("Work: came from nowhere");
    }

    @Test
    void findsARecreatedMailboxWithTheOldUidValidity() {
        long old = state().mailboxes().get(WORK).uidValidity();
        client.delete(WORK);
        promises.begins(new Operation.Create(WORK));

        SortedMap<MailboxName, ToldMailbox> mailboxes = new TreeMap<>(state().mailboxes());
        mailboxes.put(WORK, new ToldMailbox(old + 1, 1, 1, new TreeMap<>()));
        assertThat(broken(new ToldAccount(mailboxes, new TreeSet<>(List.of(WORK)))))
                .isEmpty();
        mailboxes.put(WORK, new ToldMailbox(old, 1, 1, new TreeMap<>()));
        assertThat(broken(new ToldAccount(mailboxes, new TreeSet<>(List.of(WORK)))))
                .containsExactly("Work: has again UIDVALIDITY " + old);
    }

    @Test
    void findsNumbersThatFall() {
        ToldAccount before = state();
        client.append(INBOX, List.of(letter("d")));
        client.store(INBOX, List.of(1L), FlagChange.add("x"));
        client.expunge(INBOX, List.of(3L));
        ToldAccount after = client.look();
        ToldMailbox inbox = before.mailboxes().get(INBOX);

        SortedMap<MailboxName, ToldMailbox> mailboxes = new TreeMap<>(after.mailboxes());
        mailboxes.put(
                INBOX,
                new ToldMailbox(
                        inbox.uidValidity(),
                        inbox.uidNext(),
                        inbox.highestModSeq(),
                        after.mailboxes().get(INBOX).messages()));
        assertThat(broken(new ToldAccount(mailboxes, after.subscriptions())))
                .anyMatch(text -> text.contains("UIDNEXT is 3 after 4 was told"))
                .anyMatch(text -> text.contains("HIGHESTMODSEQ is"))
                .anyMatch(text -> text.contains("UID 1 is above HIGHESTMODSEQ"));
    }

    @Test
    void letsWhatIsUnderWayBeDoneOrNot() {
        promises.begins(new Operation.Store(INBOX, List.of(1L), FlagChange.add("x")));
        promises.begins(new Operation.Expunge(INBOX, List.of(2L)));
        promises.begins(new Operation.Append(
                INBOX, List.of(letter("d").sent(), letter("e").sent())));
        ToldMessage d = arrived("d");
        ToldMessage e = arrived("e");

        assertThat(broken()).isEmpty();
        assertThat(brokenWith(INBOX, mailbox -> {
                    ToldMessage a = mailbox.get(1L);
                    mailbox.put(1L, new ToldMessage(1, a.flags().plus(Flags.of("x")), a.date(), a.size(), a.sha256()));
                    mailbox.remove(2L);
                    mailbox.put(4L, d);
                    mailbox.put(5L, e);
                }))
                .isEmpty();
        assertThat(brokenWith(INBOX, mailbox -> mailbox.put(4L, d)))
                .containsExactly("INBOX: has 1 of the 2 messages of one command");
        assertThat(brokenWith(INBOX, mailbox -> {
                    mailbox.put(4L, e);
                    mailbox.put(5L, d);
                }))
                .containsExactly("INBOX: messages of one command have the UIDs [5, 4], out of order");
        client.look();
        ToldMessage b = state().mailboxes().get(INBOX).messages().get(2L);
        assertThat(brokenWith(INBOX, mailbox -> mailbox.put(6L, b)))
                .singleElement()
                .asString()
                .contains("is a duplicate");
    }

    @Test
    void findsAMoveThatLosesOrDoubles() {
        promises.begins(new Operation.Move(INBOX, List.of(1L, 2L), WORK));
        ToldMessage a = state().mailboxes().get(INBOX).messages().get(1L);

        assertThat(broken()).isEmpty();
        assertThat(brokenWith(INBOX, mailbox -> mailbox.remove(1L)))
                .containsExactly("INBOX: UID 1 is moved to Work and is in neither");
        assertThat(brokenWith(WORK, mailbox -> mailbox.put(2L, a)))
                .contains("INBOX: UID 1 is moved to Work and is in both");
    }

    @Test
    void acceptsEitherNameWhileAMailboxIsRenamed() {
        MailboxName there = new MailboxName("There");
        promises.begins(new Operation.Rename(WORK, there));
        ToldAccount before = state();
        SortedMap<MailboxName, ToldMailbox> mailboxes = new TreeMap<>(before.mailboxes());
        mailboxes.put(there, before.mailboxes().get(WORK));

        assertThat(broken(new ToldAccount(mailboxes, before.subscriptions())))
                .containsExactly("Work: is there twice, as [There, Work]");
        mailboxes.remove(WORK);
        assertThat(broken(new ToldAccount(mailboxes, before.subscriptions()))).isEmpty();
    }

    @Test
    void findsALostSubscription() {
        assertThat(broken(new ToldAccount(state().mailboxes(), new TreeSet<>())))
                .containsExactly("Work: the subscription is lost");
    }

    private Letter letter(String name) {
        return Letter.random(name, new SplittableRandom(name.hashCode()));
    }

    private ToldMessage arrived(String name) {
        Letter letter = letter(name);
        return new ToldMessage(
                1, letter.flags(), letter.date(), letter.octets().length, ToldMessage.sha256(letter.octets()));
    }

    private ToldAccount state() {
        return ToldAccount.of(account);
    }

    private List<String> broken() {
        return broken(state());
    }

    private List<String> broken(ToldAccount seen) {
        return PromiseCheck.broken(promises, seen);
    }

    /** As if the messages of a mailbox were others. */
    private List<String> brokenWith(MailboxName name, Consumer<SortedMap<Long, ToldMessage>> change) {
        ToldAccount seen = state();
        ToldMailbox mailbox = seen.mailboxes().get(name);
        SortedMap<Long, ToldMessage> messages = new TreeMap<>(mailbox.messages());
        change.accept(messages);
        boolean grown = messages.lastKey() > mailbox.uidNext();
        SortedMap<MailboxName, ToldMailbox> mailboxes = new TreeMap<>(seen.mailboxes());
        mailboxes.put(
                name,
                new ToldMailbox(
                        mailbox.uidValidity(),
                        grown ? messages.lastKey() + 1 : mailbox.uidNext(),
                        mailbox.highestModSeq(),
                        messages));
        return new ArrayList<>(broken(new ToldAccount(mailboxes, seen.subscriptions())));
    }
}
