package io.pymap.imap.extension.url;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import java.util.Optional;

/** RESETKEY: the URLs of a mailbox for which the user has vouched are void, or all of the user's. RFC 4467 7. */
record ResetKey(Optional<MailboxName> mailbox, boolean onlyKnown) implements Command<Authenticated> {

    static final CommandSpec<?> SPEC = CommandSpec.of("RESETKEY", Authenticated.class, ResetKey::parse);

    private static ResetKey parse(ArgumentReader in, Vocabulary words) {
        if (in.atEnd()) {
            return new ResetKey(Optional.empty(), true);
        }
        MailboxName mailbox = in.space().mailboxName();
        boolean onlyKnown = true;
        while (in.skip(' ')) {
            onlyKnown &= in.keyword().equals(InternalProof.MECHANISM);
        }
        return new ResetKey(Optional.of(mailbox), onlyKnown);
    }

    @Override
    public Reply execute(Authenticated session) {
        if (!onlyKnown) {
            throw new Refusal(ResponseCode.CANNOT, "Only the mechanism INTERNAL is known here.");
        }
        if (mailbox.isEmpty()) {
            session.account().accessKeys().clear();
            return Reply.ok("All keys removed.");
        }
        Mailbox found = session.account()
                .find(mailbox.get())
                .orElseThrow(() -> new Refusal(ResponseCode.NONEXISTENT, "Mailbox does not exist."));
        session.account().accessKeys().renew(found);
        KeyNews.expect(session, found);
        String text = "The mailbox has a new key.";
        return UrlAuth.mechanisms(session.connection())
                .map(code -> Reply.ok(code, text))
                .orElse(Reply.ok(text));
    }
}
