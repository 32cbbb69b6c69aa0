package io.pymap.imap.extension.url;

import io.pymap.imap.session.Connection;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import java.util.List;
import java.util.Optional;

/**
 * URLAUTH: URLs by which a user lets others fetch a message or a part of one, so that a submission server can attach it.
 * RFC 4467, whose whole text was not at hand: written from RFC 5092 11 and from rules, command forms and examples of RFC
 * 4467 as others quote them.
 *
 * <p>The one mechanism is INTERNAL. A URL for which nobody has vouched, or not for this user, that is out of date or names
 * nothing is answered with NIL, whichever it is. No message is looked for before the proof has been found right.
 */
public final class UrlAuth implements Extension {

    static final String NAME = "URLAUTH";

    private static final ResponseCode MECHANISMS = new ResponseCode("URLMECH " + InternalProof.MECHANISM);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 4467";
    }

    @Override
    public String summary() {
        return "URLs by which a user lets others fetch parts of messages";
    }

    /** It opens mail to others, so a server has it only where that is wanted. */
    @Override
    public boolean byDefault() {
        return false;
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(GenUrlAuth.SPEC, ResetKey.SPEC, UrlFetch.SPEC);
    }

    @Override
    public List<Untagged> onSelect(Selected session) {
        KeyNews.follow(session);
        return told(session.connection());
    }

    /** What SELECT tells, and what a session is told whose mailbox has another key. */
    static List<Untagged> told(Connection connection) {
        return mechanisms(connection)
                .map(code -> List.of(Untagged.ok(code, "Mechanisms for URLs.")))
                .orElse(List.of());
    }

    /** RFC 4467 8: not told where somebody may listen. */
    static Optional<ResponseCode> mechanisms(Connection connection) {
        return connection.allowsPasswords() ? Optional.of(MECHANISMS) : Optional.empty();
    }
}
