package io.pymap.imap.session;

import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.mailbox.Mailbox.Watch;
import java.util.List;

/**
 * Something of which a client wants to be told until further notice, beyond what is new in the selected mailbox. Belongs
 * to one session and is used on its executor only.
 */
public interface NewsSource {

    /**
     * What there is to tell since the last time. Called whenever the view has caught up: before a tagged line, while the
     * client idles and, where {@link #pushes}, after every change.
     *
     * @param mayExpunge false while the client counts on its sequence numbers
     */
    List<Untagged> news(Authenticated session, boolean mayExpunge);

    /** Whether it ends when the selected mailbox is closed. */
    boolean endsWithMailbox();

    /** Whether the client is told at any time, and not only in answer to a command or while it idles. */
    default boolean pushes() {
        return false;
    }

    /** For one that pushes: calls back, on any thread, when there may be news. */
    default Watch watch(Runnable onNews) {
        return () -> {};
    }
}
