package io.pymap.imap.command;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.Frame.Literal;
import io.pymap.imap.vocabulary.AppendData;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** APPEND, of one message or, with MULTIAPPEND, of several. RFC 3501 6.3.11, RFC 3502, RFC 3516 4.4. */
record Append(MailboxName mailbox, List<Draft> drafts, Vocabulary words) implements Command<Authenticated> {

    static final List<CommandSpec<?>> SPECS = List.of(CommandSpec.of("APPEND", Authenticated.class, Append::parse));

    /** A message as the client gave it. */
    record Draft(Flags flags, Optional<InternalDate> date, AppendData data) {}

    private static Append parse(ArgumentReader in, Vocabulary words) {
        MailboxName mailbox = in.space().mailboxName();
        List<Draft> drafts = new ArrayList<>(1);
        do {
            drafts.add(draft(in.space(), words));
        } while (in.next(' ') && words.has("MULTIAPPEND"));
        return new Append(mailbox, drafts, words);
    }

    private static Draft draft(ArgumentReader in, Vocabulary words) {
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

    private static AppendData data(ArgumentReader in, Vocabulary words) {
        if (!in.nextIsLiteral()) {
            return words.appendData(in);
        }
        Literal literal = in.literal();
        if (literal.binary() && !words.has("BINARY")) {
            throw in.expected("a literal and no literal8 before this");
        }
        return session -> literal.content();
    }

    @Override
    public Reply execute(Authenticated session) {
        Mailbox target = session.account().find(mailbox).orElseThrow(Append::noSuchTarget);
        InternalDate now = InternalDate.of(session.connection().now());
        List<NewMessage> messages = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            Content content = draft.data().content(session);
            if (content.size() == 0) { // RFC 3502 3: an empty literal gives up the whole command
                throw new Refusal("APPEND cancelled.");
            }
            words.checkAppended(content, session);
            messages.add(new NewMessage(content, draft.flags(), draft.date().orElse(now)));
        }
        List<Message> added = target.append(messages);
        if (!session.connection().offers("UIDPLUS")) {
            return Reply.ok("APPEND completed.");
        }
        List<Long> uids = added.stream().map(Message::uid).toList();
        return Reply.ok(ResponseCode.appendUid(target.uidValidity(), uids), "APPEND completed.");
    }

    /** The answer where a mailbox to put messages into does not exist. RFC 3501 6.3.11, 6.4.7. */
    static Refusal noSuchTarget() {
        return new Refusal(ResponseCode.TRY_CREATE, "Mailbox does not exist.");
    }
}
