package io.pymap.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.AccessKey;
import io.pymap.mailbox.AccessKeys;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.Quota.Resource;
import io.pymap.mailbox.Rights;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Account} promises. */
public abstract class AccountContract extends BackendFixture {

    private Account account;

    @BeforeEach
    final void openAccount() {
        account = backend.account("anna");
    }

    @Test
    void hasAnInboxFromTheStart() {
        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX);
        assertThat(mailbox("inbox").id()).isNotEmpty();
    }

    @Test
    void listsMailboxesSortedWithoutImpliedParents() {
        create("work/2024/jan");
        create("archive");
        create("work/2023");

        assertThat(names()).containsExactly("INBOX", "archive", "work/2023", "work/2024/jan");
        assertThat(account.find(new MailboxName("work"))).isEmpty();
    }

    @Test
    void createsAParentAfterItsChild() {
        create("a/b");
        create("a");

        assertThat(names()).containsExactly("INBOX", "a", "a/b");
    }

    @Test
    void refusesToCreateANameThatIsTaken() {
        create("a");

        assertThatThrownBy(() -> create("a")).isInstanceOf(MailboxException.AlreadyExists.class);
        assertThatThrownBy(() -> create("Inbox")).isInstanceOf(MailboxException.AlreadyExists.class);
    }

    @Test
    void findsTheMailboxThatItCreated() {
        Mailbox created = create("Entwürfe/日本");

        assertThat(mailbox("Entwürfe/日本").id()).isEqualTo(created.id());
        assertThat(mailbox("Entwürfe/日本").uidValidity()).isEqualTo(created.uidValidity());
    }

    @Test
    void givesEachMailboxItsOwnId() {
        assertThat(List.of(create("a").id(), create("b").id(), mailbox("INBOX").id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void deletesAMailboxButNotItsInferiors() {
        create("a");
        create("a/b");

        account.delete(new MailboxName("a"));

        assertThat(names()).containsExactly("INBOX", "a/b");
    }

    @Test
    void refusesToDeleteInboxAndWhatIsNotThere() {
        create("implied/child");

        assertThatThrownBy(() -> account.delete(MailboxName.INBOX)).isInstanceOf(MailboxException.NotAllowed.class);
        assertThatThrownBy(() -> account.delete(new MailboxName("missing")))
                .isInstanceOf(MailboxException.NotFound.class);
        assertThatThrownBy(() -> account.delete(new MailboxName("implied")))
                .isInstanceOf(MailboxException.NotFound.class);
    }

    @Test
    void givesANameThatComesBackAHigherUidValidity() {
        long last = create("a").uidValidity();
        for (int i = 0; i < 20; i++) {
            account.delete(new MailboxName("a"));
            Mailbox again = create("a");

            assertThat(again.uidValidity()).isGreaterThan(last).isLessThanOrEqualTo(0xFFFF_FFFFL);
            assertThat(messages(again)).isEmpty();
            last = again.uidValidity();
            append(again, "left behind");
        }
    }

    @Test
    void renamesAMailboxWithItsInferiors() {
        String id = create("a").id();
        Mailbox child = create("a/b");
        long uid = append(child, "stays");

        account.rename(new MailboxName("a"), new MailboxName("x/y"));

        assertThat(names()).containsExactly("INBOX", "x/y", "x/y/b");
        assertThat(mailbox("x/y").id()).isEqualTo(id);
        assertThat(mailbox("x/y/b").uidValidity()).isEqualTo(child.uidValidity());
        assertThat(uids(mailbox("x/y/b"))).containsExactly(uid);
    }

    @Test
    void renamesInferiorsOfAnImpliedParent() {
        create("a/b");

        account.rename(new MailboxName("a"), new MailboxName("c"));

        assertThat(names()).containsExactly("INBOX", "c/b");
    }

    @Test
    void movesATreeUpwardsOntoItsOwnOldNames() {
        String id = create("a/b/b").id();

        account.rename(new MailboxName("a/b"), new MailboxName("a"));

        assertThat(names()).containsExactly("INBOX", "a/b");
        assertThat(mailbox("a/b").id()).isEqualTo(id);
    }

    @Test
    void renamesAllOrNothing() {
        create("a");
        create("a/b");
        create("c/b");

        assertThatThrownBy(() -> account.rename(new MailboxName("a"), new MailboxName("c")))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThat(names()).containsExactly("INBOX", "a", "a/b", "c/b");
    }

    @Test
    void refusesRenamesThatCannotBe() {
        create("a");
        create("b");

        assertThatThrownBy(() -> account.rename(new MailboxName("a"), new MailboxName("b")))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThatThrownBy(() -> account.rename(new MailboxName("a"), new MailboxName("a")))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThatThrownBy(() -> account.rename(new MailboxName("a"), MailboxName.INBOX))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThatThrownBy(() -> account.rename(new MailboxName("a"), new MailboxName("a/b")))
                .isInstanceOf(MailboxException.NotAllowed.class);
        assertThatThrownBy(() -> account.rename(new MailboxName("missing"), new MailboxName("c")))
                .isInstanceOf(MailboxException.NotFound.class);
        assertThat(names()).containsExactly("INBOX", "a", "b");
    }

    @Test
    void givesARenamedAwayNameAHigherUidValidity() {
        long first = create("a").uidValidity();
        account.rename(new MailboxName("a"), new MailboxName("b"));

        assertThat(create("a").uidValidity()).isGreaterThan(first);
    }

    @Test
    void copiesTheAnnotationsOfInboxWhenItIsRenamed() {
        mailbox("INBOX").annotate(Map.of("/private/a", Optional.of(octets("x"))));
        account.rename(MailboxName.INBOX, new MailboxName("old"));

        assertThat(mailbox("old").annotations().asMap()).containsOnlyKeys("/private/a");
        assertThat(mailbox("INBOX").annotations().asMap()).containsOnlyKeys("/private/a");
    }

    @Test
    void renamesInboxByMovingItsMessages() {
        create("INBOX/child");
        String id = mailbox("INBOX").id();
        append(mailbox("INBOX"), "one", "\\Seen");
        append(mailbox("INBOX"), "two");

        account.rename(MailboxName.INBOX, new MailboxName("old"));

        assertThat(names()).containsExactly("INBOX", "INBOX/child", "old");
        assertThat(mailbox("INBOX").id()).isEqualTo(id);
        assertThat(messages(mailbox("INBOX"))).isEmpty();
        assertThat(messages(mailbox("old")))
                .extracting(message -> message.flags().asList())
                .containsExactly(List.of("\\Seen"), List.of());
    }

    @Test
    void refusesToRenameInboxOntoATakenName() {
        create("old");
        append(mailbox("INBOX"), "stays");

        assertThatThrownBy(() -> account.rename(MailboxName.INBOX, new MailboxName("old")))
                .isInstanceOf(MailboxException.AlreadyExists.class);
        assertThat(messages(mailbox("INBOX"))).hasSize(1);
    }

    @Test
    void keepsADeletedMailboxUsableForWhoHoldsIt() {
        Mailbox held = create("a");
        append(held, "still here");

        account.delete(new MailboxName("a"));

        assertThat(held.counts().messages()).isEqualTo(1);
        assertThat(messages(held)).extracting(message -> text(message)).allMatch(text -> text.contains("still here"));
    }

    @Test
    void subscribesWithoutRegardToWhatExists() {
        account.subscribe(new MailboxName("z"));
        account.subscribe(new MailboxName("a"));
        account.subscribe(new MailboxName("a"));
        account.subscribe(MailboxName.INBOX);
        account.unsubscribe(new MailboxName("z"));
        account.unsubscribe(new MailboxName("never"));

        assertThat(account.subscriptions()).containsExactly(MailboxName.INBOX, new MailboxName("a"));
    }

    @Test
    void keepsASubscriptionWhenTheMailboxGoes() {
        create("a");
        account.subscribe(new MailboxName("a"));

        account.delete(new MailboxName("a"));

        assertThat(account.subscriptions()).containsExactly(new MailboxName("a"));
    }

    private Mailbox create(String name) {
        return account.create(new MailboxName(name));
    }

    private Mailbox mailbox(String name) {
        return account.find(new MailboxName(name)).orElseThrow();
    }

    private List<String> names() {
        return account.mailboxes().stream().map(MailboxName::value).toList();
    }

    @Test
    void createsAMailboxWithItsAnnotations() {
        Annotations annotations = Annotations.of(Map.of("/private/specialuse", octets("\\Sent")));
        account.create(new MailboxName("sent"), annotations);

        assertThat(mailbox("sent").annotations().value("/PRIVATE/SpecialUse").orElseThrow())
                .isEqualTo(octets("\\Sent"));
    }

    @Test
    void keepsAnnotationsOfTheServer() {
        account.annotate(
                Map.of("/Shared/comment", Optional.of(octets("hello \0")), "/private/a", Optional.of(octets(""))));
        account.annotate(Map.of("/private/a", Optional.empty()));

        assertThat(account.annotations().asMap()).containsOnlyKeys("/shared/comment");
        assertThat(account.annotations().value("/shared/comment").orElseThrow()).isEqualTo(octets("hello \0"));
        account.annotate(Map.of("/private/own", Optional.of(octets("x"))));
        assertThat(backend.account("bert").annotations().asMap()).containsOnlyKeys("/shared/comment");
    }

    @Test
    void keepsAllAnnotationsOrNone() {
        byte[] tooLong = new byte[Annotations.MAX_VALUE + 1];

        assertThatThrownBy(() -> account.annotate(
                        Map.of("/private/a", Optional.of(octets("x")), "/private/b", Optional.of(tooLong))))
                .isInstanceOf(MailboxException.OverLimit.class);
        assertThat(account.annotations().isEmpty()).isTrue();
    }

    @Test
    void countsWhatMailTakesUp() {
        append(mailbox("INBOX"), "x".repeat(1000));
        append(create("a"), "b");

        assertThat(account.quota().limits()).isEmpty();
        assertThat(account.quota().usage())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Resource.STORAGE, 2L, Resource.MESSAGE, 2L, Resource.MAILBOX, 2L));
    }

    @Test
    void takesNoMoreThanTheQuota() {
        Mailbox inbox = mailbox("INBOX");
        Mailbox other = create("other");
        append(inbox, "one");
        account.limit(Map.of(Resource.MESSAGE, 2L, Resource.MAILBOX, 2L));
        append(other, "two");

        assertThatThrownBy(() -> append(inbox, "three")).isInstanceOf(MailboxException.OverQuota.class);
        assertThatThrownBy(() -> inbox.copy(uids(inbox), other)).isInstanceOf(MailboxException.OverQuota.class);
        assertThatThrownBy(() -> create("third")).isInstanceOf(MailboxException.OverQuota.class);
        assertThat(inbox.move(uids(inbox), other).source()).hasSize(1);
        assertThat(messages(other)).hasSize(2);

        account.limit(Map.of(Resource.STORAGE, 1L));
        append(inbox, "three");
        assertThatThrownBy(() -> append(inbox, "x".repeat(1024))).isInstanceOf(MailboxException.OverQuota.class);
        assertThat(account.quota().limits()).containsOnlyKeys(Resource.STORAGE);
    }

    /** RFC 8508 3.4: only what the new message takes up beyond the old one counts. */
    @Test
    void replacesMessagesWithinTheQuota() {
        Mailbox inbox = mailbox("INBOX");
        Mailbox other = create("other");
        long uid = append(inbox, "x".repeat(1000));
        account.limit(Map.of(Resource.STORAGE, 2L, Resource.MESSAGE, 1L));

        Message first = inbox.replace(uid, message("y".repeat(2048)), inbox);
        Message second = inbox.replace(first.uid(), message("z".repeat(2048)), other);

        assertThatThrownBy(() -> other.replace(second.uid(), message("z".repeat(2049)), inbox))
                .isInstanceOf(MailboxException.OverQuota.class);
        assertThat(uids(other)).containsExactly(second.uid());
        assertThat(messages(inbox)).isEmpty();
    }

    @Test
    void keepsWhatIsOverANewQuota() {
        append(mailbox("INBOX"), "one");
        account.limit(Map.of(Resource.MESSAGE, 0L));

        assertThat(messages(mailbox("INBOX"))).hasSize(1);
        mailbox("INBOX").store(uids(mailbox("INBOX")), FlagChange.add(Flags.SEEN), Long.MAX_VALUE);
        mailbox("INBOX").remove(uids(mailbox("INBOX")));
        assertThat(account.quota().usage()).containsEntry(Resource.MESSAGE, 0L);
    }

    @Test
    void tellsWatchersOfEverythingButMessages() {
        AtomicInteger calls = new AtomicInteger();
        Mailbox.Watch watch = account.watch(calls::incrementAndGet);
        List<Runnable> changes = List.of(
                () -> create("a"),
                () -> account.rename(new MailboxName("a"), new MailboxName("b")),
                () -> account.subscribe(new MailboxName("b")),
                () -> account.unsubscribe(new MailboxName("b")),
                () -> account.annotate(Map.of("/private/a", Optional.of(octets("x")))),
                () -> mailbox("b").annotate(Map.of("/private/a", Optional.of(octets("x")))),
                () -> mailbox("b").changeAcl(new Acl.Change("bert", Acl.Mode.ADD, new Rights("l"))),
                () -> account.delete(new MailboxName("b")));
        for (Runnable change : changes) {
            int before = calls.get();
            change.run();
            assertThat(calls).hasValueGreaterThan(before);
        }
        int before = calls.get();
        watch.close();
        create("c");
        assertThat(calls).hasValue(before);
    }

    @Test
    void keepsTheAccessKeyOfAMailboxUntilItIsReset() {
        Mailbox mailbox = create("a");
        assertThat(account.accessKeys().find(mailbox)).isEmpty();

        AccessKey key = account.accessKeys().obtain(mailbox);
        assertThat(account.accessKeys().obtain(mailbox)).isEqualTo(key);
        assertThat(backend.account("anna").accessKeys().find(mailbox("a"))).hasValue(key);
        assertThat(AccessKey.of(key.octets())).isEqualTo(key).hasToString("AccessKey");

        AccessKey renewed = account.accessKeys().renew(mailbox);
        assertThat(renewed).isNotEqualTo(key);
        assertThat(account.accessKeys().find(mailbox)).hasValue(renewed);
    }

    @Test
    void keepsAccessKeysOfMailboxesAndUsersApart() {
        Mailbox mailbox = create("a");
        AccessKeys others = backend.account("bert").accessKeys();

        AccessKey key = account.accessKeys().obtain(mailbox);
        assertThat(account.accessKeys().obtain(mailbox("INBOX"))).isNotEqualTo(key);
        assertThat(others.find(mailbox)).isEmpty();
        AccessKey other = others.obtain(mailbox);
        assertThat(other).isNotEqualTo(key);

        account.accessKeys().clear();
        assertThat(account.accessKeys().find(mailbox)).isEmpty();
        assertThat(account.accessKeys().find(mailbox("INBOX"))).isEmpty();
        assertThat(others.find(mailbox)).hasValue(other);
    }

    @Test
    void letsAccessKeysGoWithTheirMailboxes() {
        Mailbox first = create("a");
        AccessKey key = account.accessKeys().obtain(first);

        account.rename(new MailboxName("a"), new MailboxName("b"));
        assertThat(account.accessKeys().find(mailbox("b"))).hasValue(key);
        assertThat(account.accessKeys().find(create("a"))).isEmpty();

        account.delete(new MailboxName("b"));
        assertThat(account.accessKeys().find(first)).isEmpty();
        assertThat(account.accessKeys().find(create("b"))).isEmpty();
    }

    @Test
    void showsNoAccessKeyInAnnotations() {
        account.accessKeys().obtain(mailbox("INBOX"));

        assertThat(mailbox("INBOX").annotations().isEmpty()).isTrue();
        assertThat(account.annotations().isEmpty()).isTrue();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
