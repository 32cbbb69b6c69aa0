package io.pymap.mailbox.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.backend.OnWorkers;
import io.pymap.backend.dict.DictBackend;
import io.pymap.fixture.ServerTime;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.Changes;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.ForwardingBackend;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.User;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** One mailbox as others have it, and as a server knows it that lags behind. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class LaggingMailboxTest {

    private static final Duration LAG = Duration.ofMinutes(1);
    private static final long ANY = Long.MAX_VALUE;

    private final ServerTime time = ServerTime.standingStill(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger watches = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final Backend dict;
    private final LaggingBackend server;
    private boolean forgetful;
    private Mailbox theirs;
    private Mailbox ours;

    LaggingMailboxTest(boolean mayBlock) {
        dict = DictBackend.builder()
                .user(new User("anna", "secret"))
                .clock(time)
                .build();
        server = new LaggingBackend(mayBlock ? new OnWorkers(dict) : dict, time, Runnable::run);
    }

    @BeforeEach
    void begin() {
        theirs = inbox(dict);
        ours = inbox(server);
        append(theirs, 4);
        server.lag(LAG);
    }

    @AfterEach
    void close() {
        server.close();
        time.close();
    }

    private static Mailbox inbox(Backend backend) {
        return backend.account("anna").find(MailboxName.INBOX).orElseThrow();
    }

    private static List<Message> append(Mailbox mailbox, int count) {
        NewMessage message = new NewMessage(Content.of(new byte[7]), Flags.NONE, new InternalDate(0, 0));
        return mailbox.append(LongStream.range(0, count).mapToObj(i -> message).toList());
    }

    private static List<Long> uids(Mailbox mailbox) {
        return mailbox.changesSince(0).updated().stream().map(Message::uid).toList();
    }

    private static List<Long> changed(Changes changes) {
        return changes.updated().stream().map(Message::uid).toList();
    }

    @Test
    void isTheMailboxAsItWas() {
        long before = theirs.counts().highestModSeq();
        append(theirs, 1);
        theirs.store(List.of(2L), FlagChange.add("\\Seen", "Work"), ANY);
        theirs.remove(List.of(1L));

        assertThat(uids(ours)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(ours.counts().messages()).isEqualTo(4);
        assertThat(ours.counts().unseen()).isEqualTo(4);
        assertThat(ours.counts().uidNext()).isEqualTo(5);
        assertThat(ours.counts().size()).isEqualTo(28);
        assertThat(ours.counts().highestModSeq()).isEqualTo(before);
        assertThat(ours.flags().contains("Work")).isFalse();
        assertThat(ours.find(List.of(1L, 5L))).extracting(Message::uid).containsExactly(1L);
        time.advance(LAG);
        assertThat(ours.changesSince(0)).isEqualTo(theirs.changesSince(0));
        assertThat(ours.counts()).isEqualTo(theirs.counts());
        assertThat(ours.flags()).isEqualTo(theirs.flags());
    }

    @Test
    void tellsChangesInTheirOrder() {
        long start = ours.counts().highestModSeq();
        theirs.store(List.of(3L), FlagChange.add("\\Seen"), ANY);
        long afterFirst = theirs.counts().highestModSeq();
        time.advance(LAG.dividedBy(2));
        theirs.remove(List.of(2L, 4L));
        append(theirs, 2);
        theirs.remove(List.of(5L)); // has come and gone

        time.advance(LAG.dividedBy(2));
        Changes first = ours.changesSince(start);
        assertThat(changed(first)).containsExactly(3L);
        assertThat(first.expunged()).isEmpty();
        assertThat(first.upTo()).isEqualTo(afterFirst);
        time.advance(LAG.dividedBy(2));
        Changes second = ours.changesSince(first.upTo());
        assertThat(changed(second)).containsExactly(6L);
        assertThat(second.expunged()).contains(2L, 4L);
        assertThat(second.complete()).isFalse();
        assertThat(ours.changesSince(second.upTo()).updated()).isEmpty();
    }

    @Test
    void knowsWhatHadGoneBefore() {
        server.lag(Duration.ZERO);
        long start = theirs.counts().highestModSeq();
        theirs.remove(List.of(1L));
        theirs.store(List.of(3L), FlagChange.add("\\Seen"), ANY);
        server.lag(LAG);
        theirs.remove(List.of(2L));
        append(theirs, 1);
        theirs.remove(List.of(5L));

        Changes changes = ours.changesSince(start);

        assertThat(changes.expunged()).containsExactly(1L);
        assertThat(changed(changes)).containsExactly(3L);
        assertThat(changes.complete()).isFalse();
        assertThat(changes.upTo()).isEqualTo(ours.counts().highestModSeq());
        time.advance(LAG);
        assertThat(ours.changesSince(start).expunged()).contains(1L, 2L);
    }

    /** Others have learned more of the mailbox, somewhere else. */
    @Test
    void tellsNothingToWhoKnowsMore() {
        append(theirs, 1);
        long theirModSeq = theirs.counts().highestModSeq();

        Changes changes = ours.changesSince(theirModSeq);

        assertThat(changes.updated()).isEmpty();
        assertThat(changes.complete()).isFalse();
        assertThat(changes.upTo()).isLessThan(theirModSeq);
    }

    /** They come back when the server knows all that they know, and more. */
    @Test
    void leavesNothingOutForWhoHasReadOnElsewhere() {
        append(theirs, 1);
        long theirModSeq = theirs.counts().highestModSeq();
        theirs.remove(List.of(2L, 5L));

        time.advance(LAG);

        assertThat(ours.changesSince(theirModSeq).expunged()).containsExactlyInAnyOrder(2L, 5L);
    }

    @Test
    void copesWithABackendThatRemembersNoExpunges() {
        forgetful = true;
        LaggingBackend forgetting = new LaggingBackend(seen(dict), time, Runnable::run);
        forgetting.lag(LAG);
        Mailbox lagging = inbox(forgetting);
        long start = lagging.counts().highestModSeq();
        theirs.remove(List.of(2L));
        append(theirs, 1);

        assertThat(changed(lagging.changesSince(start - 1))).containsExactly(1L, 2L, 3L, 4L);
        time.advance(LAG);

        assertThat(lagging.changesSince(0)).isEqualTo(theirs.changesSince(0));
        assertThat(lagging.counts()).isEqualTo(theirs.counts());
    }

    @Test
    void tellsWhoWatches() {
        Mailbox.Watch watch = ours.watch(told::incrementAndGet);
        theirs.remove(List.of(1L));
        time.advance(LAG.minusMillis(1));
        told.set(0);

        time.advance(Duration.ofMillis(1));

        assertThat(told).hasValue(1);
        watch.close();
        theirs.remove(List.of(2L));
        time.advance(LAG);
        assertThat(told).hasValue(1);
    }

    @Test
    void tellsTheOtherSessionsOfTheServerWhatOneHasDone() {
        List<Integer> seen = new ArrayList<>();
        ours.watch(() -> seen.add(uids(ours).size()));

        inbox(server).remove(List.of(1L));

        assertThat(seen).endsWith(3);
    }

    @Test
    void claimsWhatIsRecentForAllServers() {
        append(theirs, 1);
        assertThat(ours.counts().recent()).isEqualTo(4);
        assertThat(ours.claimRecent(4)).isEqualTo(1);

        assertThat(ours.counts().recent()).isZero();
        assertThat(uids(ours)).as("that changes no message").hasSize(4);
        assertThat(theirs.claimRecent(5)).isEqualTo(5);
        time.advance(LAG);
        assertThat(ours.counts().recent()).isZero();
    }

    @Test
    void isUpToDateForWhoChangesSomething() {
        theirs.remove(List.of(1L));
        long modSeq = theirs.find(List.of(2L)).get(0).modSeq();
        theirs.store(List.of(2L), FlagChange.add("\\Flagged"), ANY);

        assertThat(ours.store(List.of(1L, 2L), FlagChange.add("\\Seen"), modSeq).modified())
                .containsExactly(2L);
        assertThat(ours.changesSince(0)).isEqualTo(theirs.changesSince(0));
        theirs.remove(List.of(2L));
        assertThat(append(ours, 1)).extracting(Message::uid).containsExactly(5L);
        assertThat(uids(ours)).containsExactly(3L, 4L, 5L);
        theirs.remove(List.of(3L));
        NewMessage message = new NewMessage(Content.of(new byte[1]), Flags.NONE, new InternalDate(0, 0));
        assertThatThrownBy(() -> ours.replace(3, message, ours)).isInstanceOf(MailboxException.NotFound.class);
        assertThat(uids(ours)).containsExactly(4L, 5L);
    }

    @Test
    void putsMessagesOnlyWhereItKnowsThem() {
        assertThatThrownBy(() -> ours.copy(List.of(1L), theirs)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesNoWatchBehind() {
        LaggingBackend watched = new LaggingBackend(seen(dict), time, Runnable::run);
        watched.lag(LAG);
        assertThat(watches).hasValue(1);
        inbox(watched).watch(told::incrementAndGet).close();
        watched.lag(LAG.dividedBy(2));
        assertThat(watches).hasValue(1);

        watched.lag(Duration.ZERO);
        assertThat(watches).hasValue(0);
        watched.lag(LAG);
        append(theirs, 1);
        watched.close();

        assertThat(watches).hasValue(0);
        time.advance(LAG);
    }

    /** Counts how many watch mailboxes now, and may remember no expunges. */
    private Backend seen(Backend backend) {
        return new ForwardingBackend(backend) {
            @Override
            public Account account(String user) {
                return proxy(Account.class, backend.account(user));
            }
        };
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        if (forgetful
                                && target instanceof Mailbox mailbox
                                && method.getName().equals("changesSince")) {
                            return mailbox.changesSince(0);
                        }
                        Object answer = method.invoke(target, arguments);
                        if (answer instanceof Optional<?> found
                                && method.getName().equals("find")) {
                            return found.map(mailbox -> proxy(Mailbox.class, (Mailbox) mailbox));
                        }
                        return answer instanceof Mailbox.Watch watch ? counted(watch) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Mailbox.Watch counted(Mailbox.Watch watch) {
        watches.incrementAndGet();
        return () -> {
            watch.close();
            watches.decrementAndGet();
        };
    }
}
