package io.pymap.imap.extension.url;

import io.pymap.imap.session.Connection;
import io.pymap.imap.session.NewsSource;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.mailbox.AccessKey;
import io.pymap.mailbox.Mailbox;
import java.util.List;
import java.util.Optional;

/** Tells that the selected mailbox has another key, where another session of the user has reset it. RFC 4467 7. */
final class KeyNews implements NewsSource {

    private Known known;

    private record Known(String mailboxId, Optional<AccessKey> key) {}

    private KeyNews(Known known) {
        this.known = known;
    }

    /** From here on: of that mailbox, and of those that the client selects after it. */
    static void follow(Selected session) {
        if (all(session.connection()).isEmpty()) {
            session.connection().add(new KeyNews(known(session, session.view().mailbox())));
        }
    }

    /** The client has changed the mailbox's key itself, and need not be told. */
    static void expect(Authenticated session, Mailbox mailbox) {
        all(session.connection()).stream()
                .filter(news -> news.known.mailboxId().equals(mailbox.id()))
                .forEach(news -> news.known = known(session, mailbox));
    }

    private static List<KeyNews> all(Connection connection) {
        return connection.newsSources().stream()
                .filter(KeyNews.class::isInstance)
                .map(KeyNews.class::cast)
                .toList();
    }

    private static Known known(Authenticated session, Mailbox mailbox) {
        return new Known(mailbox.id(), session.account().accessKeys().find(mailbox));
    }

    @Override
    public List<Untagged> news(Authenticated session, boolean mayExpunge) {
        if (!(session instanceof Selected selected)) {
            return List.of();
        }
        Known before = known;
        known = known(session, selected.view().mailbox());
        boolean renewed =
                known.mailboxId().equals(before.mailboxId()) && known.key().isPresent() && !known.equals(before);
        return renewed ? UrlAuth.told(session.connection()) : List.of();
    }

    @Override
    public boolean endsWithMailbox() {
        return false;
    }
}
