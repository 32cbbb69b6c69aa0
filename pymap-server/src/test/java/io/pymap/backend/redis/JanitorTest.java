package io.pymap.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nobody has a name for any more stays for a while, and then goes. */
class JanitorTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1_700_000_000));
    private String prefix;
    private RedisBackend backend;
    private RedisClient client;
    private StatefulRedisConnection<String, String> connection;
    private RedisCommands<String, String> redis;

    @BeforeEach
    void start() {
        prefix = RedisServer.freshPrefix();
        backend = RedisBackendTest.on(prefix)
                .clock(now::get)
                .grace(Duration.ofHours(1))
                .build();
        backend.users().put(new User("anna", "secret"));
        client = RedisClient.create(RedisServer.shared().uri());
        connection = client.connect();
        redis = connection.sync();
    }

    @AfterEach
    void stop() {
        connection.close();
        client.shutdown();
        backend.close();
    }

    private List<String> contents() {
        return RedisKeys.matching(redis, prefix + "/ns/*/content/*");
    }

    @Test
    void storesEqualContentOnceUntilTheLastMessageGoes() {
        Mailbox inbox = backend.account("anna").find(MailboxName.INBOX).orElseThrow();
        long one = Subjects.append(inbox, "same");
        long two = Subjects.append(inbox, "same");
        inbox.copy(List.of(one), inbox);

        assertThat(contents()).hasSize(1);
        String content = contents().get(0);
        assertThat(redis.hget(content, "refs")).isEqualTo("3");
        inbox.remove(List.of(one, two));
        assertThat(redis.ttl(content)).isEqualTo(-1);
        inbox.remove(inbox.changesSince(0).updated().stream().map(m -> m.uid()).toList());
        assertThat(redis.ttl(content)).isBetween(3500L, 3600L);
        Subjects.append(inbox, "same");
        assertThat(redis.ttl(content)).isEqualTo(-1);
        assertThat(redis.hget(content, "refs")).isEqualTo("1");
    }

    @Test
    void saysThatContentIsGoneUntilItComesAgain() {
        Mailbox inbox = backend.account("anna").find(MailboxName.INBOX).orElseThrow();
        Subjects.append(inbox, "same");
        Message message = inbox.changesSince(0).updated().get(0);
        redis.del(contents().get(0));

        assertThatThrownBy(() -> Subjects.subject(message)).isInstanceOf(MailboxException.Gone.class);
        assertThatThrownBy(() -> Subjects.subject(message)).isInstanceOf(MailboxException.Gone.class);
        Subjects.append(inbox, "same");
        assertThat(Subjects.subject(message)).isEqualTo("same");
    }

    @Test
    void clearsADeletedMailboxAwayAfterTheGraceTime() {
        Account account = backend.account("anna");
        Mailbox doomed = account.create(new MailboxName("doomed"));
        Subjects.append(doomed, "x");
        account.delete(new MailboxName("doomed"));
        backend.clear();
        assertThat(doomed.counts().messages()).as("sessions go on").isEqualTo(1);
        assertThat(RedisKeys.matching(redis, prefix + "/ns/*/mbx/" + doomed.id() + "/*"))
                .isNotEmpty();

        now.set(now.get().plus(Duration.ofHours(2)));
        backend.clear();

        assertThat(RedisKeys.matching(redis, prefix + "/ns/*/mbx/" + doomed.id() + "/*"))
                .isEmpty();
        assertThat(redis.ttl(contents().get(0))).isPositive();
        assertThat(doomed.changesSince(0).updated()).isEmpty();
        assertThat(redis.zcard(prefix + "/ns/doomed")).isZero();
    }

    @Test
    void leavesAMailboxAloneThatWasNotDeletedAfterAll() {
        Account account = backend.account("anna");
        Mailbox kept = account.create(new MailboxName("kept"));
        Subjects.append(kept, "x");
        String namespace = redis.hget(prefix + "/ns/users", "anna").substring(2);
        redis.zadd(prefix + "/ns/doomed", 1, namespace + " mailbox " + kept.id());
        redis.zadd(prefix + "/ns/doomed", 1, namespace + " user anna");

        backend.clear();

        assertThat(kept.changesSince(0).updated()).hasSize(1);
        assertThat(redis.zcard(prefix + "/ns/doomed")).isZero();
    }

    @Test
    void clearsTheMailOfARemovedUserAway() {
        Account account = backend.account("anna");
        Subjects.append(account.create(new MailboxName("a")), "x");
        account.subscribe(new MailboxName("a"));
        backend.users().remove("anna");

        now.set(now.get().plus(Duration.ofHours(2)));
        backend.clear();

        assertThat(RedisKeys.matching(redis, prefix + "/ns/{*}/*"))
                .isEqualTo(contents())
                .hasSize(1);
        assertThat(redis.ttl(contents().get(0))).isPositive();
    }
}
