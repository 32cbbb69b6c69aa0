package io.pymap.imap.extension.url;

import io.pymap.imap.extension.url.ImapUrl.Server;
import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.vocabulary.FetchedMessage;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the URLs of one command name, as far as those may read it in whose names they are. Each message is opened once. */
final class UrlMessages {

    /** Octets of all messages together that one command takes parts from. */
    private static final long MOST_READ = 1L << 30;

    private final Authenticated session;
    private final Map<Key, FetchedMessage> opened = new HashMap<>();

    /** With the user, so that what one may read is not read for another. */
    private record Key(String user, String mailboxId, long uid) {}

    UrlMessages(Authenticated session) {
        this.session = session;
    }

    /** The octets that the URL names; absent where it names none that this session may read. */
    Optional<Content> content(ImapUrl url) {
        Account own = session.account();
        boolean isOwn = url.server()
                .map(server -> isHere(server) && server.user().equals(own.user()))
                .orElse(true);
        if (!isOwn || !understands(url)) {
            return Optional.empty();
        }
        return mailbox(own, url).flatMap(mailbox -> part(own, mailbox, url)).map(UrlPart::content);
    }

    /** What the URL names in that mailbox, which the account has found. */
    Optional<UrlPart> part(Account account, Mailbox mailbox, ImapUrl url) {
        return message(account, mailbox, url.uid())
                .flatMap(message -> url.section().content(message).map(section -> new UrlPart(message, url, section)));
    }

    /** Whether the server knows all that stands in the URL. */
    boolean understands(ImapUrl url) {
        return url.partial().isEmpty() || session.connection().offers(UrlPartial.NAME);
    }

    /** Any port is right: which of them a client sees depends on what is in between. */
    boolean isHere(Server server) {
        return server.host().equalsIgnoreCase(session.host());
    }

    /** The mailbox that the URL names in the account, which is the session's own where the URL is relative. */
    Optional<Mailbox> mailbox(Account account, ImapUrl url) {
        return named(account, url)
                .filter(mailbox -> url.uidValidity()
                        .map(validity -> validity == mailbox.uidValidity())
                        .orElse(true));
    }

    /** RFC 4469 3: the base is the selected mailbox, and before that the root. */
    private Optional<Mailbox> named(Account account, ImapUrl url) {
        Optional<Selected> selected = session instanceof Selected open ? Optional.of(open) : Optional.empty();
        if (url.mailbox().isEmpty()) {
            return selected.map(open -> open.view().mailbox());
        }
        MailboxName name = url.mailbox().get();
        Optional<MailboxName> parent = selected.flatMap(open -> open.name().parent());
        return account.find(url.fromRoot() || parent.isEmpty() ? name : new MailboxName(parent.get() + "/" + name));
    }

    private Optional<FetchedMessage> message(Account account, Mailbox mailbox, long uid) {
        Key key = new Key(account.user(), mailbox.id(), uid);
        if (!opened.containsKey(key)) {
            mailbox.find(List.of(uid))
                    .forEach(found -> opened.put(
                            key,
                            new FetchedMessage(
                                    found.loaded(),
                                    found.flags(),
                                    session.connection().summaries())));
            long octets = opened.values().stream()
                    .mapToLong(message -> message.message().size())
                    .sum();
            if (octets > MOST_READ) {
                throw new Refusal(ResponseCode.LIMIT, "The URLs name parts of too large messages.");
            }
        }
        return Optional.ofNullable(opened.get(key));
    }
}
