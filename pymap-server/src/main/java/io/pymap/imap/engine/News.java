package io.pymap.imap.engine;

import io.pymap.imap.session.NewsSource;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.Mailbox.Watch;
import io.pymap.mailbox.MailboxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told that it has not asked for, and what is watched to that end. Of the session's turns. */
final class News {

    private static final Logger LOG = LoggerFactory.getLogger(News.class);

    private final RunningSession session;
    private final AtomicBoolean pending = new AtomicBoolean();
    private final Map<NewsSource, Watch> pushed = new HashMap<>();
    private Watch watch = () -> {}; // of the mailbox in which the client idles

    News(RunningSession session) {
        this.session = session;
    }

    /** What cannot be had now, because the store is away or a right is, is told when it can be. */
    void tell(boolean mayExpunge, boolean byUid) {
        try {
            tellAll(mayExpunge, byUid);
        } catch (MailboxException e) {
            LOG.debug("{}: no news: {}", session.id(), e.getMessage());
        }
    }

    private void tellAll(boolean mayExpunge, boolean byUid) {
        if (session.state() instanceof Selected selected) {
            selected.view().catchUp(mayExpunge, byUid).forEach(session::untagged);
        }
        if (session.state() instanceof Authenticated authenticated) {
            for (NewsSource source : authenticated.connection().newsSources()) {
                source.news(authenticated, mayExpunge).forEach(session::untagged);
            }
        }
    }

    /** Between commands, to a client that wants to hear at any time. */
    void push() {
        if (!pushed.isEmpty()) {
            tell(session.state().connection().selectedEvents().expungesAtAnyTime(), false);
        }
    }

    /** Watches what the client wants to hear of at any time, and nothing else. */
    void watchSources() {
        List<NewsSource> sources = session.state().connection().newsSources();
        pushed.entrySet().removeIf(entry -> {
            boolean over = !sources.contains(entry.getKey());
            if (over) {
                entry.getValue().close();
            }
            return over;
        });
        for (NewsSource source : sources) {
            if (source.pushes() && !pushed.containsKey(source)) {
                pushed.put(source, source.watch(this::oneTurnForAll));
            }
        }
    }

    /** The client waits for what happens in there. */
    void watch(Mailbox mailbox) {
        watch = mailbox.watch(this::oneTurnForAll);
    }

    /** The client waits no longer. */
    void stopWatching() {
        watch.close();
        watch = () -> {};
    }

    /** Watches nothing any more. */
    void close() {
        stopWatching();
        pushed.values().forEach(Watch::close);
        pushed.clear();
    }

    /** Called on any thread. Many changes cause one turn. */
    private void oneTurnForAll() {
        if (pending.compareAndSet(false, true)) {
            session.surroundings().turns().execute(() -> {
                pending.set(false);
                session.turn();
            });
        }
    }
}
