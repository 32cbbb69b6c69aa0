package io.pymap.imap.command;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.Frame.Literal;
import io.pymap.imap.vocabulary.AppendData;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.NewMessage;
import java.util.Optional;

/** A message as a client gives it to APPEND and its kin: {@code append-message} of RFC 4466 2.2. */
public record Draft(Flags flags, Optional<InternalDate> date, AppendData data) {

    /** Reads it, from the space before it. */
    public static Draft parse(ArgumentReader in, Vocabulary words) {
        in.space();
        Flags flags = Flags.NONE;
        if (in.next('(')) {
            flags = in.flagList();
            in.space();
        }
        Optional<InternalDate> date = Optional.empty();
        if (in.next('"')) {
            date = Optional.of(in.dateTime());
            in.space();
        }
        return new Draft(flags, date, data(in, words));
    }

    /** A literal, or what an extension knows in place of one. */
    public static AppendData data(ArgumentReader in, Vocabulary words) {
        if (!in.nextIsLiteral()) {
            return words.appendData(in);
        }
        Literal literal = in.literal();
        if (literal.binary() && !words.has("BINARY")) {
            throw in.expected("a literal and no literal8 before this");
        }
        return (session, most) -> literal.content();
    }

    /**
     * The message, to which no extension objects.
     *
     * @param target that it is for
     * @param most octets that it may have where it is made of others
     * @throws Refusal where one does, or where there is nothing in it: so a client gives up a command that waits for its
     *     literal (RFC 3502 3)
     */
    public NewMessage message(Mailbox target, Authenticated session, Vocabulary words, long most) {
        Content content = data.content(session, most);
        if (content.size() == 0) {
            throw new Refusal("APPEND cancelled.");
        }
        words.checkAppended(content, target, session);
        return new NewMessage(
                content,
                flags,
                date.orElseGet(() -> InternalDate.of(session.connection().now())));
    }
}
