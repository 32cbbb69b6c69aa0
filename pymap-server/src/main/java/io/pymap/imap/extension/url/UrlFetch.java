package io.pymap.imap.extension.url;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** URLFETCH: what URLs name for which their owners have vouched. RFC 4467 7. Each has a response of its own. */
record UrlFetch(List<String> urls) implements Command<Authenticated> {

    static final CommandSpec<?> SPEC = CommandSpec.of("URLFETCH", Authenticated.class, UrlFetch::parse);

    private static UrlFetch parse(ArgumentReader in, Vocabulary words) {
        List<String> urls = new ArrayList<>();
        in.space();
        do {
            if (urls.size() == GenUrlAuth.MAX_URLS) {
                throw in.expected("at most " + GenUrlAuth.MAX_URLS + " URLs");
            }
            urls.add(in.astring());
        } while (in.skip(' '));
        return new UrlFetch(urls);
    }

    @Override
    public Reply execute(Authenticated session) {
        UrlMessages messages = new UrlMessages(session);
        return Reply.ok("URLFETCH completed.")
                .with(urls.stream().map(url -> told(url, session, messages)).toList());
    }

    private static Untagged told(String url, Authenticated session, UrlMessages messages) {
        return out -> {
            out.text("URLFETCH ").string(url).space();
            content(url, session, messages).ifPresentOrElse(out::literal, out::nil);
        };
    }

    /** RFC 4467 7: absent for whatever reason, and with the rights of who has vouched for it. */
    private static Optional<Content> content(String text, Authenticated session, UrlMessages messages) {
        Optional<AuthorizedUrl> read = AuthorizedUrl.parse(text)
                .filter(url -> messages.isHere(url.server()) && messages.understands(url.url()))
                .filter(url ->
                        url.allows(session.identity(), session.connection().now()));
        if (read.isEmpty()) {
            return Optional.empty();
        }
        AuthorizedUrl url = read.get();
        try {
            Account owner = session.accountOf(url.server().user());
            return messages.mailbox(owner, url.url())
                    .filter(mailbox -> isVouchedFor(url, mailbox, owner))
                    .flatMap(mailbox -> messages.content(owner, mailbox, url.url()));
        } catch (MailboxException.NotFound | MailboxException.NoPermission e) {
            return Optional.empty();
        }
    }

    private static boolean isVouchedFor(AuthorizedUrl url, Mailbox mailbox, Account owner) {
        return url.proof()
                .filter(proof -> proof.mechanism().equalsIgnoreCase(InternalProof.MECHANISM))
                .flatMap(proof ->
                        owner.accessKeys().find(mailbox).map(key -> InternalProof.isOf(proof.text(), url.text(), key)))
                .orElse(false);
    }
}
