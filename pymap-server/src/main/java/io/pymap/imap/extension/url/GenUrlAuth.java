package io.pymap.imap.extension.url;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.AccessKey;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** GENURLAUTH: the user vouches for URLs of its own mail. RFC 4467 7. */
record GenUrlAuth(List<Rump> rumps) implements Command<Authenticated> {

    static final CommandSpec<?> SPEC = CommandSpec.of("GENURLAUTH", Authenticated.class, GenUrlAuth::parse);

    /** URLs of one command. */
    static final int MAX_URLS = 1_000;

    private record Rump(String url, String mechanism) {}

    private static GenUrlAuth parse(ArgumentReader in, Vocabulary words) {
        List<Rump> rumps = new ArrayList<>();
        in.space();
        do {
            if (rumps.size() == MAX_URLS) {
                throw in.expected("at most " + MAX_URLS + " URLs");
            }
            String url = in.astring();
            rumps.add(new Rump(url, in.space().atom()));
        } while (in.skip(' '));
        return new GenUrlAuth(rumps);
    }

    @Override
    public Reply execute(Authenticated session) {
        List<String> urls = new ArrayList<>(rumps.size());
        UrlMessages messages = new UrlMessages(session);
        for (Rump rump : rumps) {
            if (!rump.mechanism().equalsIgnoreCase(InternalProof.MECHANISM)) {
                throw new Refusal(ResponseCode.CANNOT, "Only the mechanism INTERNAL is known here.");
            }
            Optional<String> url = authorized(rump, session, messages);
            if (url.isEmpty()) { // RFC 4467 7: BAD, also where the URL is well formed
                return Reply.bad("Expected URLs of messages in mailboxes of this user, each with who may fetch it.");
            }
            urls.add(url.get());
        }
        return Reply.ok("GENURLAUTH completed.").with(out -> {
            out.text("GENURLAUTH");
            urls.forEach(url -> out.space().string(url));
        });
    }

    /** Nobody vouches for the mail of somebody else; who is named as the one to fetch it need not exist. */
    private static Optional<String> authorized(Rump rump, Authenticated session, UrlMessages messages) {
        return AuthorizedUrl.parse(rump.url())
                .filter(url -> url.proof().isEmpty())
                .filter(url -> messages.understands(url.url()))
                .filter(url -> messages.isHere(url.server())
                        && url.server().user().equals(session.account().user())
                        && !session.identity().anonymous())
                .flatMap(url -> messages.mailbox(session.account(), url.url())
                        .filter(mailbox -> mailbox.rights().has(Rights.READ))
                        .map(mailbox -> vouchedFor(url, mailbox, session)));
    }

    private static String vouchedFor(AuthorizedUrl url, Mailbox mailbox, Authenticated session) {
        AccessKey key = session.account().accessKeys().obtain(mailbox);
        KeyNews.expect(session, mailbox);
        String proof = InternalProof.of(url.text(), key);
        return url.text() + ":" + InternalProof.MECHANISM.toLowerCase(Locale.ROOT) + ":" + proof;
    }
}
