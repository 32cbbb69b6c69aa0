package io.pymap.backend.redis;

import io.lettuce.core.protocol.CommandType;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears away deleted mailboxes and the mail of removed users, once the grace time has passed. Each server has one; all
 * that it does can be done twice, and by two at the same time.
 */
final class Janitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Janitor.class);

    private final Services services;
    private final Link link;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread daemon = new Thread(task, "pymap-redis-janitor");
        daemon.setDaemon(true);
        return daemon;
    });

    Janitor(Services services) {
        this.services = services;
        this.link = services.link();
    }

    void start(Duration interval) {
        thread.scheduleWithFixedDelay(
                this::tryToClear, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tryToClear() {
        try {
            clear();
        } catch (MailboxException e) {
            LOG.debug("Nothing can be cleared away now", e);
        } catch (IllegalStateException e) { // what is wrong now must not end all later attempts
            LOG.error("Clearing away has failed", e);
        }
    }

    /** Clears away what is due. */
    void clear() {
        byte[] doomed = services.keys().doomed();
        long now = services.ids().clock().instant().getEpochSecond();
        for (String entry : link.ask(Call.reading(CommandType.ZRANGEBYSCORE, doomed, 0, now))
                .texts()) {
            String[] parts = entry.split(" ", 3);
            Keys.Namespace namespace = services.keys().namespace(parts[0]);
            if (parts[1].equals("mailbox")) {
                clearMailbox(namespace, parts[2]);
            } else {
                clearUser(namespace, parts[2]);
            }
            link.ask(Call.repeatable(CommandType.ZREM, doomed, entry));
        }
    }

    /** It was noted as doomed before it lost its name, and may have kept it after all. */
    private void clearMailbox(Keys.Namespace namespace, String id) {
        Keys.Box box = namespace.mailbox(id);
        if (!link.ask(Call.reading(CommandType.HGET, box.info(), "gone")).isEmpty()) {
            clearMailbox(new RedisAccount(services, "", namespace), id);
        }
    }

    private void clearMailbox(RedisAccount account, String id) {
        Keys.Box box = account.keys().mailbox(id);
        RedisMailbox mailbox = new RedisMailbox(account, id, 1, false);
        mailbox.remove(
                mailbox.changesSince(0).updated().stream().map(Message::uid).toList());
        for (byte[] key :
                List.of(box.messages(), box.log(), box.keywords(), box.annotations(), box.acl(), box.info())) {
            link.ask(Call.repeatable(CommandType.UNLINK, key));
        }
        account.announce(id);
        LOG.debug("Cleared away {}", id);
    }

    private void clearUser(Keys.Namespace namespace, String user) {
        Answer current = link.ask(Call.reading(CommandType.HGET, services.keys().namespaces(), user));
        if (!current.isEmpty() && current.text().endsWith("/" + namespace.id())) {
            return; // was not removed after all
        }
        RedisAccount account = new RedisAccount(services, user, namespace);
        for (RedisMailbox mailbox : account.all().values()) {
            clearMailbox(account, mailbox.id());
        }
        for (byte[] key : List.of(
                namespace.mailboxes(),
                namespace.subscribed(),
                namespace.annotations(),
                namespace.accessKeys(),
                namespace.threads(),
                namespace.threadsBefore(),
                namespace.account())) {
            link.ask(Call.repeatable(CommandType.UNLINK, key));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
