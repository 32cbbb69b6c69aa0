package io.pymap.imap.extension.url;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** URLFETCH: what URLs name for which their owners have vouched. RFC 4467 7. Each has a response of its own. */
record UrlFetch(List<Asked> asked) implements Command<Authenticated> {

    static final CommandSpec<?> SPEC = CommandSpec.of("URLFETCH", Authenticated.class, UrlFetch::parse);

    /**
     * One URL.
     *
     * @param metadata what is wanted, in the order in which it is told; nothing for the octets alone
     */
    private record Asked(String url, Set<UrlMetadata> metadata) {

        void writeTo(ResponseWriter out, Optional<UrlPart> found) {
            out.text("URLFETCH ").string(url);
            if (found.isEmpty()) {
                out.space().nil();
            } else if (metadata.isEmpty()) {
                out.space().literal(found.get().content());
            }
            found.ifPresent(part -> metadata.forEach(wanted -> {
                out.text(" (").text(wanted.name()).space();
                wanted.writeTo(out, part, metadata.contains(UrlMetadata.BINARY));
                out.octet(')');
            }));
        }
    }

    private static UrlFetch parse(ArgumentReader in, Vocabulary words) {
        boolean extended = words.has(UrlAuthBinary.NAME);
        List<Asked> asked = new ArrayList<>();
        in.space();
        do {
            if (asked.size() == GenUrlAuth.MAX_URLS) {
                throw in.expected("at most " + GenUrlAuth.MAX_URLS + " URLs");
            }
            asked.add(extended && in.next('(') ? extended(in) : new Asked(in.astring(), Set.of()));
        } while (in.skip(' '));
        return new UrlFetch(asked);
    }

    /** RFC 5524 3.1. */
    private static Asked extended(ArgumentReader in) {
        String url = in.expect('(').astring();
        Set<UrlMetadata> metadata = new LinkedHashSet<>();
        while (in.skip(' ')) {
            String name = in.keyword();
            UrlMetadata wanted = Arrays.stream(UrlMetadata.values())
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> in.expected("BODYPARTSTRUCTURE, BINARY or BODY before this"));
            if (!metadata.add(wanted)) {
                throw in.expected("nothing twice before this");
            }
        }
        if (metadata.containsAll(List.of(UrlMetadata.BINARY, UrlMetadata.BODY))) {
            throw in.expected("either BINARY or BODY before this");
        }
        in.expect(')');
        return new Asked(url, metadata);
    }

    @Override
    public Reply execute(Authenticated session) {
        UrlMessages messages = new UrlMessages(session);
        List<Untagged> told = new ArrayList<>(asked.size());
        for (Asked one : asked) {
            told.add(out -> one.writeTo(out, part(one.url(), session, messages)));
        }
        return Reply.ok("URLFETCH completed.").with(told);
    }

    /** RFC 4467 7: absent for whatever reason, and with the rights of who has vouched for it. */
    private static Optional<UrlPart> part(String text, Authenticated session, UrlMessages messages) {
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
                    .flatMap(mailbox -> messages.part(owner, mailbox, url.url()));
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
