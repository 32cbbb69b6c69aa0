package io.pymap.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.User;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A Redis with a replica, which takes its place. */
class ReplicaTest {

    private static RedisBackend.Builder on(RedisServer redis) {
        return RedisBackend.builder().address(redis.uri());
    }

    private static Mailbox inbox(RedisBackend backend) {
        return backend.account("anna").find(MailboxName.INBOX).orElseThrow();
    }

    @Test
    void losesNothingThatTheReplicaHasConfirmed() {
        try (RedisServer redis = RedisServer.start("--save", "", "--repl-diskless-sync-delay", "0");
                RedisServer replica =
                        RedisServer.start("--save", "", "--replicaof", "127.0.0.1", String.valueOf(redis.port()))) {
            long uidValidity;
            awaitReplicaOf(redis);
            try (RedisBackend backend = on(redis).durability(Durability.WAIT).build()) {
                backend.users().put(new User("anna", "secret"));
                Subjects.append(inbox(backend), "first");
                Subjects.append(inbox(backend), "second");
                uidValidity = inbox(backend).uidValidity();
                redis.kill();
            }
            promote(replica);

            try (RedisBackend backend = on(replica).build()) {
                List<Message> kept = inbox(backend).changesSince(0).updated();
                assertThat(kept).extracting(Subjects::subject).containsExactly("first", "second");
                assertThat(inbox(backend).uidValidity()).isEqualTo(uidValidity);
                assertThat(Subjects.append(inbox(backend), "third"))
                        .as("a UID that the lost one cannot have given")
                        .isGreaterThan(2);
            }
        }
    }

    @Test
    void saysThatAChangeIsNotSafeWithoutAReplica() {
        try (RedisServer redis = RedisServer.start("--save", "");
                RedisBackend unconfirmed = on(redis).build();
                RedisBackend backend = on(redis)
                        .commandTimeout(Duration.ofSeconds(1))
                        .durability(Durability.WAIT)
                        .build()) {
            unconfirmed.users().put(new User("anna", "secret"));
            assertThat(inbox(unconfirmed).changesSince(0).updated()).isEmpty(); // and so INBOX is there

            assertThatThrownBy(() -> Subjects.append(inbox(backend), "alone"))
                    .isInstanceOf(MailboxException.Unavailable.class)
                    .hasMessageContaining("not yet safe");
        }
    }

    private static void awaitReplicaOf(RedisServer redis) {
        RedisClient client = RedisClient.create(redis.uri());
        try {
            var commands = client.connect().sync();
            while (!commands.info("replication").contains("state=online")) {
                Thread.onSpinWait();
            }
        } finally {
            client.shutdown();
        }
    }

    private static void promote(RedisServer replica) {
        RedisClient client = RedisClient.create(replica.uri());
        try {
            client.connect().sync().replicaofNoOne();
        } finally {
            client.shutdown();
        }
    }
}
