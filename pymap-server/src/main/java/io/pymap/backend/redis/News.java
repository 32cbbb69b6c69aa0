package io.pymap.backend.redis;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.index.WatchedSubjects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes those who watch something when it has changed, here or through another server. One subscription for all.
 *
 * <p>News says that there is something to read, not what: after a lost connection everybody is woken.
 */
final class News implements AutoCloseable {

    /** What stands in place of a mailbox id for changes of an account, and of a namespace for those of all. */
    static final String ACCOUNT = "-";

    static final String EVERYBODY = "*";

    private static final Logger LOG = LoggerFactory.getLogger(News.class);

    private final WatchedSubjects<String> watched = new WatchedSubjects<>();
    private final String origin;

    // Watchers are told by a thread of ours, for those of the connection must not wait.
    private final ExecutorService teller = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "pymap-redis-news");
        thread.setDaemon(true);
        return thread;
    });

    /** @param origin tells the news of this process from those of others */
    News(String origin) {
        this.origin = origin;
    }

    String origin() {
        return origin;
    }

    /** Follows a channel. */
    void follow(StatefulRedisPubSubConnection<String, String> connection, String channel) {
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String from, String message) {
                tell(() -> received(message));
            }

            @Override
            public void subscribed(String to, long count) {
                tell(() -> watched.announceWhere(subject -> true));
            }
        });
        connection.sync().subscribe(channel);
    }

    private void tell(Runnable news) {
        try {
            teller.execute(news);
        } catch (RejectedExecutionException e) {
            LOG.debug("Nobody watches any more", e);
        }
    }

    private void received(String message) {
        String[] parts = message.split(" ", -1);
        if (parts.length == 3 && !parts[0].equals(origin)) { // what this process did it has told itself
            announce(parts[1], parts[2]);
        }
    }

    /** Wakes those who watch that mailbox or account; of everybody where the namespace is {@link #EVERYBODY}. */
    void announce(String namespace, String mailbox) {
        if (namespace.equals(EVERYBODY)) {
            watched.announceWhere(subject -> subject.endsWith(" " + ACCOUNT));
        } else {
            watched.announce(namespace + " " + mailbox);
        }
    }

    Mailbox.Watch watch(String namespace, String mailbox, Runnable onChange) {
        return watched.watch(namespace + " " + mailbox, onChange);
    }

    @Override
    public void close() {
        teller.shutdownNow();
    }
}
